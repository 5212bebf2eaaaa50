"""Configures the app."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = _("Reporting")

    def ready(self) -> None:
        import_module("reporting.privacy")
        import_module("reporting.telling")
        import_module("reporting.letters.files")
        post_migrate.connect(import_module("reporting.spells.triggers").keep_triggers)
        tag = import_module("reporting.months.publishing").identify_public_figures
        import_module("plan.publication").register_publisher("months", tag)
        import_module("reporting.web.desk.person_section").show_asked_skills()
        import_module("reporting.web.desk.capacity").offer_decisions()
        import_module("reporting.web.desk.recount").offer_alarm()
        import_module("reporting.web.months.adjusting").offer_adjustments()
