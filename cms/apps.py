"""Starts the back office: connects its receivers, and puts our screens of people in place."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class CMSConfig(AppConfig):
    default = True
    name = "cms"
    verbose_name = _("Content management")

    def ready(self) -> None:
        import_module("cms.permissions")
        import_module("cms.receivers")
        import_module("cms.log_words")


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's users are our people: they have no first and last name, and are not deleted."""

    user_viewset = "cms.viewsets.people.PersonViewSet"
