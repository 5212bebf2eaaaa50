"""Lists the packages of a trainer's agencies."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column

from cms.access.row_policy import current_person
from cms.office.base.columns import DayColumn
from cms.office.base.views import ScopedIndexView
from cms.office.base.viewsets import ScreenViewSet
from cms.office.packages.detail import PackageDetailView, PackageProgressView
from cms.office.packages.upload import NewPackageView, PackageVersionView
from courses.models import Package, PackageState, PackageVersion
from courses.packages import is_offered
from people.access import has_role
from people.models import Role

_TRAINERS = [Role.Kind.TRAINER]


class _PackageIndex(ScopedIndexView):
    page_title = gettext_lazy("Packages")
    add_item_label = gettext_lazy("Bring a package")

    def get_base_queryset(self) -> QuerySet[Any]:
        newest = PackageVersion.objects.filter(package=OuterRef("pk")).order_by("-number")
        rows: QuerySet[Package] = super().get_base_queryset()
        return rows.select_related("agency").annotate(
            state=Subquery(newest.values("state")[:1]),
            brought=Subquery(newest.values("brought_at")[:1]),
        )

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return (
            queryset.filter(title__icontains=self.search_query) if self.is_searching else queryset
        )


def _describe_state(package: Any) -> str:
    return str(PackageState(package.state).label) if package.state else "—"


class _PackageMenuItem(MenuItem):
    """Leads to packages, for trainers of an installation that plays them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return is_offered() and has_role(current_person(request), *_TRAINERS)


class PackageViewSet(ScreenViewSet):
    model = Package
    name = "packages"
    icon = "folder-open-inverse"
    menu_label = gettext_lazy("Packages")
    menu_order = 99
    add_to_admin_menu = True
    menu_item_class = _PackageMenuItem
    rights = dict.fromkeys(("view", "add", "change"), _TRAINERS)
    screens = {
        "add": ("new/", NewPackageView),
        "detail": ("<int:pk>/", PackageDetailView),
        "progress": ("<int:pk>/progress/", PackageProgressView),
        "version": ("<int:pk>/version/", PackageVersionView),
    }
    add_screen = "add"
    read_only_screens = ("detail", "progress")
    index_view_class = _PackageIndex
    default_ordering = "title"
    search_fields = ["title"]
    list_display = [
        "title",
        Column("agency", label=gettext_lazy("Agency")),
        Column("state", label=gettext_lazy("Newest file"), accessor=_describe_state),
        DayColumn("brought", label=gettext_lazy("Brought")),
    ]
