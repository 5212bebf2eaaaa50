"""The addresses of the site, and screens that import people line by line, as an importer may."""

from django.urls import include, path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.viewsets.base import ViewSet
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.access.row_policy import RolePolicy
from cms.office.base.imports import ImportProblemsView, ImportRunView, ImportUploadView
from lms.urls import *  # noqa: F403 (with the handlers of errors)
from lms.urls import urlpatterns as site
from people.models import Person, Role
from people.roster import OPTIONAL_COLUMNS, ROSTER_COLUMNS, import_roster


class ImportScreens(ViewSet):
    """The three screens of an import of the secretariat of the country."""

    name = kind = "roster"
    icon = "upload"

    def get_urlpatterns(self):
        screens = (
            ("", "index", ImportUploadView),
            ("<int:pk>/", "run", ImportRunView),
            ("<int:pk>/problems/", "problems", ImportProblemsView),
        )
        shared = {
            "permission_policy": RolePolicy(
                Person, {"import": [Role.Kind.SECRETARIAT]}, national=True
            ),
            "kind": self.kind,
            "importer": import_roster,
            "url_names": [self.get_url_name(name) for _route, name, _view in screens],
            "columns": ROSTER_COLUMNS,
            "more_columns": OPTIONAL_COLUMNS,
            "page_title": "Import people",
        }
        return [
            path(route, self.construct_view(view, **shared), name=name)
            for route, name, view in screens
        ]


class OtherImportScreens(ImportScreens):
    """The same of another kind of file."""

    name = kind = "others"


urlpatterns = [
    *(
        path(
            f"cms/{one.name}/",
            include(
                (decorate_urlpatterns(one().get_urlpatterns(), require_admin_access), one.name)
            ),
        )
        for one in (ImportScreens, OtherImportScreens)
    ),
    *site,
]
