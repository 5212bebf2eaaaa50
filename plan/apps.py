from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanConfig(AppConfig):
    name = "plan"
    verbose_name = _("Plan and skills")

    def ready(self) -> None:
        import_module("plan.privacy")
        import_module("plan.web.post_filter").offer_post_filter()
        import_module("plan.web.audience_filter").offer_audience_filter()
        import_module("plan.web.files.views").offer_approvals()
        import_module("plan.impact")
