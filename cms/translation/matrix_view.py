"""Shows the translation matrix: each page of the courses by language, with what to do next."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest
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

from cms.access.row_policy import current_person
from cms.bootstrap import SOURCE_LANGUAGE
from cms.models import CatalogPage
from cms.translation.staleness import (
    TranslationCell,
    TranslationRow,
    TranslationStatus,
    build_matrix,
    summarise_matrix,
)
from people.models import Person

_TRANSLATE_PERMISSION = "wagtail_localize.submit_translation"


@dataclass(frozen=True)
class _TranslationTask:
    """A cell of the matrix with the address of the next thing to do."""

    cell: TranslationCell
    url: str


@dataclass(frozen=True)
class _MatrixLine:
    page: Page
    depth: int
    tasks: list[_TranslationTask]


def _editable_page_ids(person: Person) -> set[int]:
    """Return the ids of the pages the person may edit, of any language."""
    policy = policy_registry.get_by_type(Page)
    rows = policy.instances_user_has_any_permission_for(person, ["change", "add", "publish"])
    return set(rows.values_list("pk", flat=True))


def visible_matrix_rows(person: Person) -> list[TranslationRow]:
    """Return the rows of the matrix whose source or translation the person may work on.

    Rights go down the tree: who may write on a page may translate what is missing below it.
    """
    mine = _editable_page_ids(person)
    rows, open_above = [], set()
    for row in (row for catalogue in _list_source_catalogs() for row in build_matrix(catalogue)):
        keys = {row.page.pk, *(cell.page_id for cell in row.cells.values())}
        if keys & mine or row.page.path[: -row.page.steplen] in open_above:
            open_above.add(row.page.path)
            rows.append(row)
    return rows


def _list_source_catalogs() -> list[CatalogPage]:
    """Return the catalogues in the language that courses are first written in."""
    return list(CatalogPage.objects.filter(locale__language_code=SOURCE_LANGUAGE))


def count_stale(person: Person) -> int:
    counts = summarise_matrix(visible_matrix_rows(person)).values()
    return sum(by_status[TranslationStatus.STALE] for by_status in counts)


def _build_matrix_lines(rows: Iterable[TranslationRow]) -> list[_MatrixLine]:
    rows = list(rows)
    keys = [row.page.translation_key for row in rows]
    sources = dict(
        TranslationSource.objects.filter(object_id__in=keys).values_list("object_id", "pk")
    )
    return [
        _MatrixLine(
            row.page,
            row.depth,
            [
                _TranslationTask(c, _task_url(row, c, sources.get(row.page.translation_key)))
                for c in row.cells.values()
            ],
        )
        for row in rows
    ]


def _task_url(row: TranslationRow, cell: TranslationCell, source: int | None) -> str:
    """Return where one translates what is missing, syncs what is stale, or edits what exists."""
    if cell.status == TranslationStatus.MISSING or cell.page_id is None:
        return reverse("wagtail_localize:submit_page_translation", args=[row.page.pk])
    if cell.status == TranslationStatus.STALE and source:
        return reverse("wagtail_localize:update_translations", args=[source])
    return reverse("wagtailadmin_pages:edit", args=[cell.page_id])


class _MatrixView(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    permission_required = _TRANSLATE_PERMISSION
    page_title = _("Translations")
    header_icon = "globe"
    template_name = "cms/office/translations.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def status(self) -> str:
        asked = self.request.GET.get("status", "")
        return asked if asked in TranslationStatus.values else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = visible_matrix_rows(current_person(self.request))
        shown = [row for row in rows if not self.status or self.status in _row_statuses(row)]
        return super().get_context_data(
            lines=_build_matrix_lines(shown),
            summary=summarise_matrix(rows),
            languages=list(rows[0].cells) if rows else [],
            statuses=TranslationStatus.choices,
            **kwargs,
        )


def _row_statuses(row: TranslationRow) -> set[str]:
    return {cell.status.value for cell in row.cells.values()}


class _MatrixMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(_TRANSLATE_PERMISSION))


class TranslationViewSet(ViewSet):
    name = "translations"
    icon = "globe"
    menu_label = _("Translations")
    menu_order = 220
    add_to_admin_menu = True
    menu_item_class = _MatrixMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", self.construct_view(_MatrixView), name="index")]
