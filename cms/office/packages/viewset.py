"""Lists the packages of a trainer's agencies."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column

from cms.access.row_policy import current_person
from cms.office.base.columns import DayColumn
from cms.office.base.views import ScopedIndexView
from cms.office.base.viewsets import ScreenViewSet
from cms.office.packages.detail import PackageDetailView, PackageProgressView
from cms.office.packages.keeping import (
    PackageActView,
    PackageOriginalView,
    PackageRenameView,
)
from cms.office.packages.playing import PackagePlayView
from cms.office.packages.upload import NewPackageView, PackageVersionView
from courses.models import LessonPackage, Package, PackageState, PackageVersion
from courses.packages import is_offered
from people.access import has_role
from people.models import Role
from people.text.formatting import file_size, number

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
            size=Subquery(_sum_bytes(newest)),
            uses=Subquery(_count_lessons()),
        )

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return (
            queryset.filter(title__icontains=self.search_query) if self.is_searching else queryset
        )


def _sum_bytes(versions: QuerySet[PackageVersion]) -> QuerySet[Any]:
    """Return what all versions of a package take, originals and files, as a subquery."""
    by_package = versions.order_by().values("package")
    return by_package.annotate(total=Sum(F("bytes") + F("unpacked_bytes"))).values("total")


def _count_lessons() -> QuerySet[Any]:
    """Return how many lessons show a package now, as a subquery."""
    shown = LessonPackage.objects.current().filter(package_version__package=OuterRef("pk"))
    by_package = shown.order_by().values("package_version__package")
    return by_package.annotate(total=Count("lesson_version__lesson", distinct=True)).values(
        "total"
    )


def _describe_state(package: Any) -> str:
    if package.removed_at:
        return gettext("removed")
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
        "rename": ("<int:pk>/rename/", PackageRenameView),
        "act": ("<int:pk>/act/", PackageActView),
        "play": ("<int:pk>/versions/<int:number>/play/", PackagePlayView),
        "original": ("<int:pk>/versions/<int:number>/file/", PackageOriginalView),
    }
    add_screen = "add"
    read_only_screens = ("detail", "progress", "play", "original")
    index_view_class = _PackageIndex
    default_ordering = "title"
    search_fields = ["title"]
    list_display = [
        "title",
        Column("agency", label=gettext_lazy("Agency")),
        Column("state", label=gettext_lazy("Newest file"), accessor=_describe_state),
        Column("size", label=gettext_lazy("Size"), accessor=lambda row: file_size(row.size)),
        Column("uses", label=gettext_lazy("Lessons"), accessor=lambda row: number(row.uses or 0)),
        DayColumn("brought", label=gettext_lazy("Brought")),
    ]
