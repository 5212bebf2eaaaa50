"""Starts the back office: connects its receivers, and puts our screens of people in place."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CMSConfig(AppConfig):
    name = "cms"
    verbose_name = _("Content management")

    def ready(self) -> None:
        import_module("cms.permissions")
        import_module("cms.receivers")
