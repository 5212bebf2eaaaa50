"""Shows the translation matrix: each page of the courses by language, with what to do next."""

from collections.abc import Iterator
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
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail_localize.models import TranslationSource

from cms.access.row_policy import current_person
from cms.bootstrap import SOURCE_LANGUAGE
from cms.models import CatalogPage, LessonLink
from cms.translation.staleness import (
    TranslationCell,
    TranslationRow,
    TranslationStatus,
    build_source_matrix,
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
    """A source, and what is to be done in each language of the matrix: None in its own."""

    page: Page
    depth: int
    language: str
    tasks: list[_TranslationTask | None]
    is_open: bool  # whether the person may open the source in its editor


def _editable_page_ids(person: Person) -> set[int]:
    """Return the ids of the pages the person may edit, of any language."""
    policy = policy_registry.get_by_type(Page)
    rows = policy.instances_user_has_any_permission_for(person, ["change", "add", "publish"])
    return set(rows.values_list("pk", flat=True))


def _writable_page_ids(person: Person) -> set[int]:
    """Return the ids of the pages whose own words the person may change."""
    # Wagtail's own policy: ours adds pages that the person may only translate.
    rows = PagePermissionPolicy().instances_user_has_permission_for(person, "change")
    return set(rows.values_list("pk", flat=True))


def visible_matrix_rows(person: Person) -> list[TranslationRow]:
    """Return the rows of the matrix whose source or translation the person may work on.

    Rights go down the tree: who may write on a page may translate what is missing below it.
    """
    mine = _editable_page_ids(person)
    # Translated where the lesson is written that they follow.
    followers = set(LessonLink.objects.active().values_list("page", flat=True))
    rows, open_above, seen = [], set(), set()
    for row in _iter_source_rows():
        keys = {row.page.pk, *(cell.page_id for cell in row.cells.values())}
        is_open = keys & mine or row.page.path[: -row.page.steplen] in open_above
        # A page that was written in two languages by hand has one row.
        is_asked = is_open and row.page.pk not in followers
        if is_asked and row.page.translation_key not in seen:
            open_above.add(row.page.path)
            seen.add(row.page.translation_key)
            rows.append(row)
    return rows


def _iter_source_rows() -> Iterator[TranslationRow]:
    """Yield what is written first in each language; the language of the shelves comes first."""
    catalogs = CatalogPage.objects.select_related("locale").order_by("pk")
    for catalog in sorted(catalogs, key=lambda one: one.language != SOURCE_LANGUAGE):
        yield from build_source_matrix(catalog)


def count_stale(person: Person) -> int:
    counts = summarise_matrix(visible_matrix_rows(person)).values()
    return sum(by_status[TranslationStatus.STALE] for by_status in counts)


def _build_matrix_lines(
    rows: list[TranslationRow], languages: list[str], person: Person
) -> list[_MatrixLine]:
    keys = [row.page.translation_key for row in rows]
    found = TranslationSource.objects.filter(object_id__in=keys)
    sources = {
        (key, locale): pk for key, locale, pk in found.values_list("object_id", "locale", "pk")
    }
    writable = _writable_page_ids(person)
    return [
        _MatrixLine(
            row.page,
            row.depth,
            row.language,
            [
                _find_task(row, row.cells.get(code), sources.get(row.source_key))
                for code in languages
            ],
            row.page.pk in writable,
        )
        for row in rows
    ]


def _find_task(
    row: TranslationRow, cell: TranslationCell | None, source: int | None
) -> _TranslationTask | None:
    return _TranslationTask(cell, task_url(row, cell, source)) if cell else None


def task_url(row: TranslationRow, cell: TranslationCell, source: int | None) -> str:
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
        person = current_person(self.request)
        rows = visible_matrix_rows(person)
        # In the order of the first row, whose own language comes first.
        languages = [rows[0].language, *rows[0].cells] if rows else []
        shown = [row for row in rows if not self.status or self.status in _row_statuses(row)]
        return super().get_context_data(
            lines=_build_matrix_lines(shown, languages, person),
            summary=summarise_matrix(rows),
            languages=languages,
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
