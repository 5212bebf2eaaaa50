from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificationConfig(AppConfig):
    name = "certification"
    verbose_name = _("Certification")

    def ready(self) -> None:
        # Only now: all import models, which are not loaded before.
        import_module("certification.checks")
        import_module("certification.receivers")
        import_module("certification.privacy.inventory")
        import_module("certification.privacy.export")
        import_module("certification.privacy.erasure")
        import_module("certification.privacy.retention")
        import_module("certification.evidence.holding").tell_courses()
        import_module("certification.evidence.ending").follow_editions()
        import_module("certification.actions.notifications").offer_choices()
        import_module("certification.web.office").register_sections()
        import_module("certification.web.skill_filter").offer_skill_filter()
