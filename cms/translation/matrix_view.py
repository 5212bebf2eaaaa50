"""The translation matrix: each page of the courses, each language, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.access.row_policy import at_work
from cms.models import CatalogPage
from cms.translation.staleness import Cell, Row, Status, matrix, summary_of
from people.models import Person

TRANSLATES = "wagtail_localize.submit_translation"


@dataclass(frozen=True)
class Task:
    """A cell of the matrix with the address of the next thing to do."""

    cell: Cell
    url: str


@dataclass(frozen=True)
class Line:
    page: Page
    depth: int
    tasks: list[Task]


def editable_pages(person: Person) -> set[int]:
    """Keys of the pages the person may edit, of any language."""
    policy = policy_registry.get_by_type(Page)
    rows = policy.instances_user_has_any_permission_for(person, ["change", "add", "publish"])
    return set(rows.values_list("pk", flat=True))


def rows_for(person: Person) -> list[Row]:
    """The rows of the matrix that the person may work on: the source, or a translation.

    Rights go down the tree: who may write on a page may translate what is missing below it.
    """
    mine = editable_pages(person)
    rows, open_above = [], set()
    for row in (row for catalogue in source_catalogues() for row in matrix(catalogue)):
        keys = {row.page.pk, *(cell.page_id for cell in row.cells.values())}
        if keys & mine or row.page.path[: -row.page.steplen] in open_above:
            open_above.add(row.page.path)
            rows.append(row)
    return rows


def source_catalogues() -> list[CatalogPage]:
    """The catalogue in the language that courses are written in."""
    return list(CatalogPage.objects.filter(locale__language_code="en"))


def stale_count(person: Person) -> int:
    counts = summary_of(rows_for(person)).values()
    return sum(by_status[Status.STALE] for by_status in counts)


def lines_of(rows: Iterable[Row]) -> list[Line]:
    rows = list(rows)
    keys = [row.page.translation_key for row in rows]
    sources = dict(
        TranslationSource.objects.filter(object_id__in=keys).values_list("object_id", "pk")
    )
    return [
        Line(
            row.page,
            row.depth,
            [
                Task(c, url_for(row, c, sources.get(row.page.translation_key)))
                for c in row.cells.values()
            ],
        )
        for row in rows
    ]


def url_for(row: Row, cell: Cell, source: int | None) -> str:
    """Where one translates what is missing, syncs what is stale, or edits what is there."""
    if cell.status == Status.MISSING or cell.page_id is None:
        return reverse("wagtail_localize:submit_page_translation", args=[row.page.pk])
    if cell.status == Status.STALE and source:
        return reverse("wagtail_localize:update_translations", args=[source])
    return reverse("wagtailadmin_pages:edit", args=[cell.page_id])


class MatrixView(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    permission_required = TRANSLATES
    page_title = _("Translations")
    header_icon = "globe"
    template_name = "cms/office/translations.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def status(self) -> str:
        asked = self.request.GET.get("status", "")
        return asked if asked in Status.values else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = rows_for(at_work(self.request))
        shown = [row for row in rows if not self.status or self.status in states(row)]
        return super().get_context_data(
            lines=lines_of(shown),
            summary=summary_of(rows),
            languages=list(rows[0].cells) if rows else [],
            statuses=Status.choices,
            **kwargs,
        )


def states(row: Row) -> set[str]:
    return {cell.status.value for cell in row.cells.values()}


class MatrixMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(TRANSLATES))


class TranslationViewSet(ViewSet):
    name = "translations"
    icon = "globe"
    menu_label = _("Translations")
    menu_order = 220
    add_to_admin_menu = True
    menu_item_class = MatrixMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", self.construct_view(MatrixView), name="index")]


def require_translator(person: Person, page: Page) -> None:
    """Raises unless the person may edit the page, or what it is translated into or under."""
    for one in (page, *page.get_ancestors().order_by("-depth")):
        translated = list(one.get_translations())
        if any(p.permissions_for_user(person).can_edit() for p in (page, *translated)):
            return
        if translated:
            break
    raise PermissionDenied


class GuardedSubmit(SubmitPageTranslationView):
    """Upstream asks for a permission on no page in particular: any trainer could submit any."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require_translator(at_work(request), get_object_or_404(Page, pk=self.kwargs["page_id"]))
        return super().dispatch(request, *args, **kwargs)


class GuardedUpdate(UpdateTranslationsView):
    """Upstream lets anyone who may translate publish the translations of any page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        source = get_object_or_404(TranslationSource, pk=self.kwargs["translation_source_id"])
        require_translator(at_work(request), source.get_source_instance())
        return super().dispatch(request, *args, **kwargs)


def guarded_urls() -> list[URLPattern]:
    """The same addresses as wagtail-localize has, to be asked before its own."""
    return [
        path("localize/submit/page/<int:page_id>/", GuardedSubmit.as_view()),
        path("localize/update/<int:translation_source_id>/", GuardedUpdate.as_view()),
    ]
