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
        # Receivers and hooks register when their module is imported. Models must be loaded first,
        # so this cannot stand at the top of the file.
        import_module("cms.access.page_groups")
        import_module("cms.access.shelves")
        import_module("cms.access.page_permissions").register_page_policy()
        import_module("cms.publishing.receivers")
        import_module("cms.following.offers")
        import_module("cms.reviews")
        import_module("cms.office.log_actions")
        import_module("cms.office.site_history")
        import_module("cms.office.import_log")
        import_module("cms.office.people_log")
        import_module("cms.office.agency_log")
        import_module("cms.plan_log")
        import_module("cms.office.person_history")
        import_module("cms.office.waiting")
        import_module("cms.office.page_actions")
        # In each process: only the worker imports what writes the letters.
        import_module("cms.office.statistics.telling").offer_choices()
        import_module("cms.privacy.inventory")
        import_module("cms.privacy.export")
        import_module("cms.privacy.erasure")
        import_module("cms.privacy.retention")
        import_module("cms.office.content.translation_editor")
        import_module("cms.translation.phrases").allow_phrase_languages()
        # It registers our form field of agencies, which must precede the first form of a page.
        import_module("cms.office.base.fields")
        import_module("cms.office.base.exports")


class UsersConfig(WagtailUsersAppConfig):
    """Puts our screens of people in place of Wagtail's screens of users.

    People have no first and last name, and are not deleted.
    """

    user_viewset = "cms.office.people.persons.PersonViewSet"
