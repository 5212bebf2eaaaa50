"""The addresses of the site, and screens that import people line by line, as an importer may."""

from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.office.base.imports import ImportViewSet
from lms.urls import *  # noqa: F403 (with the handlers of errors)
from lms.urls import urlpatterns as site
from people.models import Person
from people.roster import OPTIONAL_COLUMNS, ROSTER_COLUMNS, import_roster


class PeopleImportViewSet(ImportViewSet):
    name = kind = "roster"
    menu_label = "Import people"
    model = Person
    importer = staticmethod(import_roster)
    columns = ROSTER_COLUMNS
    more_columns = OPTIONAL_COLUMNS


screens = decorate_urlpatterns(PeopleImportViewSet().get_urlpatterns(), require_admin_access)
urlpatterns = [path("cms/roster/", include((screens, "roster"))), *site]
