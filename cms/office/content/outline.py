"""The outline of a course on one page: its parts in order, their state, what is done with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from cms.access.page_permissions import must_wait_for_reviewer
from cms.access.row_policy import current_person
from cms.following import read_links
from cms.models import (
    CoursePage,
    CourseTemplate,
    LessonLink,
    LessonPage,
    ModulePage,
    PageReview,
    QuizPage,
)
from cms.offering import offer_template, withdraw_template
from cms.office.content.before_publishing import is_locked_for
from cms.office.content.course_review import REVIEW_ACTS, act_on_review, read_course_review
from cms.office.courses.advice import list_advice
from cms.office.courses.bringing_out import (
    bring_out_drafts,
    bring_out_pages,
    find_scheduled,
    list_banks,
)
from cms.office.courses.editions import (
    EditionChoiceForm,
    describe_reach,
    find_editable_course,
    open_asked_edition,
)
from cms.office.courses.lesson_facts import LessonFacts, list_missing, read_lesson_facts
from cms.office.courses.part_moves import MOVE_ACTS, act_on_place, find_undoable, undo_move
from cms.office.following.acts import LINK_ACTS, act_on_links, find_undoable_lessons
from cms.office.following.lines import FollowedSource, read_followed_sources
from cms.translation.matrix_view import task_url
from cms.translation.staleness import (
    TranslationCell,
    TranslationRow,
    build_matrix,
    list_waiting_translations,
    translation_source,
)
from courses.editions import count_reach
from courses.models import Course
from people.text import clean
from people.web import parse_primary_key

# What is added below a page, in the order in which a course is written.
_PARTS: dict[type[Page], tuple[type[Page], ...]] = {
    CoursePage: (ModulePage, QuizPage),
    ModulePage: (LessonPage, QuizPage),
}


TEMPLATE_ACTS = {"offer_template": offer_template, "withdraw_template": withdraw_template}


@dataclass(frozen=True)
class OutlineLine:
    """A page of the course, the state of its translations, and where a part is added to it."""

    page: Page
    depth: int
    cells: list[tuple[TranslationCell, str]]  # with the address of the next thing to do
    place: int = 1
    count: int = 1
    is_scheduled: bool = False
    is_submitted: bool = False
    additions: list[tuple[str, str]] = field(default_factory=list)  # label, address
    lesson: LessonFacts | None = None
    followed: FollowedSource | None = None

    @property
    def is_first(self) -> bool:
        return self.place == 1

    @property
    def is_last(self) -> bool:
        return self.place == self.count

    @property
    def kind(self) -> str:
        return str(self.page.specific_class._meta.verbose_name)

    @property
    def state(self) -> tuple[str, str]:
        """Return the state of the page itself: key and words."""
        if self.is_submitted:
            return "stale" if self.page.live else "draft", str(PageReview.Outcome.WAITING.label)
        if not self.page.live:
            return "draft", _("Waits for its hour") if self.is_scheduled else _("Draft")
        if self.page.has_unpublished_changes:
            waits = _("The change waits for its hour")
            return "stale", waits if self.is_scheduled else _("Changed since it was published")
        return "current", _("Published")


def find_course(page: Page) -> CoursePage | None:
    """Return the course that the page is, or is a part of."""
    return CoursePage.objects.ancestor_of(page, inclusive=True).first()


def list_outline(course: CoursePage) -> list[OutlineLine]:
    """Return the course and its parts in order, translations beside their source."""
    rows = build_matrix(course)
    siblings: dict[str, list[int]] = {}
    for row in rows:
        siblings.setdefault(row.page.path[: -row.page.steplen], []).append(row.page.pk)
    sources, pages = _find_outline_sources(rows), [row.page for row in rows]
    scheduled, submitted = find_scheduled(pages), _find_submitted(pages)
    lessons, followed = read_lesson_facts(pages), read_followed_sources(rows)
    return [
        OutlineLine(
            row.page,
            row.depth,
            _list_cells(row, sources, is_followed=row.page.pk in followed),
            is_scheduled=row.page.pk in scheduled,
            is_submitted=row.page.pk in submitted,
            place=siblings[row.page.path[: -row.page.steplen]].index(row.page.pk) + 1,
            count=len(siblings[row.page.path[: -row.page.steplen]]),
            additions=_list_additions(row.page),
            lesson=lessons.get(row.page.pk),
            followed=followed.get(row.page.pk),
        )
        for row in rows
    ]


def list_bank_lines(course: CoursePage) -> list[OutlineLine]:
    """Return the question banks of the course, translations beside their source."""
    rows = [row for bank in list_banks(course) for row in build_matrix(bank)]
    sources, submitted = _find_outline_sources(rows), _find_submitted([row.page for row in rows])
    return [
        OutlineLine(row.page, 0, _list_cells(row, sources), is_submitted=row.page.pk in submitted)
        for row in rows
    ]


def _find_outline_sources(rows: list[TranslationRow]) -> dict[tuple[UUID, int], int]:
    found = TranslationSource.objects.filter(
        object_id__in=[row.page.translation_key for row in rows]
    )
    return {
        (key, locale): pk for key, locale, pk in found.values_list("object_id", "locale", "pk")
    }


def _find_submitted(pages: Iterable[Page]) -> set[int]:
    """Return the numbers of the pages that wait for their reviewer."""
    waiting = PageReview.objects.waiting().filter(page__in=[page.pk for page in pages])
    return set(waiting.values_list("page_id", flat=True))


def _list_cells(
    row: TranslationRow, sources: dict[tuple[UUID, int], int], *, is_followed: bool = False
) -> list[tuple[TranslationCell, str]]:
    if is_followed:
        # Translated where its source is: nobody is asked twice.
        address = reverse("followed_lesson", args=[row.page.pk])
        return [(cell, address) for cell in row.cells.values()]
    source = sources.get(row.source_key)
    return [(cell, task_url(row, cell, source)) for cell in row.cells.values()]


def _list_additions(page: Page) -> list[tuple[str, str]]:
    made = [
        (
            str(model._meta.verbose_name),
            reverse("wagtailadmin_pages:add", args=["cms", model._meta.model_name, page.pk]),
        )
        for model in _PARTS.get(page.specific_class, ())
    ]
    if page.specific_class is not ModulePage:
        return made
    return [*made, (_("lesson of another course"), reverse("add_lesson", args=[page.pk]))]


class CourseOutlineView(WagtailAdminTemplateMixin, TemplateView):
    """Shows the outline to those who edit the course; those who write it change it here."""

    page_title = gettext_lazy("Outline")
    header_icon = "list-ul"
    template_name = "cms/office/outline.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # A course of others and one that does not exist get the same answer: ids tell nothing.
        self.course = CoursePage.objects.filter(pk=self.kwargs["page_id"]).first()
        if self.course is None or not self._rights(self.course).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def _rights(self, page: Page) -> Any:
        return page.permissions_for_user(current_person(self.request))

    def get_page_subtitle(self) -> str:
        return self.course.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        courses = {"url": reverse("course-pages:index"), "label": _("Courses")}
        here = {"url": "", "label": self.page_title, "sublabel": self.course.title}
        return [*self.breadcrumbs_items, courses, here]

    @cached_property
    def lines(self) -> list[OutlineLine]:
        return list_outline(self.course)

    @cached_property
    def bank_lines(self) -> list[OutlineLine]:
        return list_bank_lines(self.course)

    @cached_property
    def finished_translations(self) -> list[Page]:
        """Return the translations that are complete and wait to be published by the person."""
        cells = [cell for line in (*self.bank_lines, *self.lines) for cell, _url in line.cells]
        pages = list_waiting_translations(cells)
        return [page for page in pages if self._may_bring_out(page)]

    def _may_bring_out(self, page: Page) -> bool:
        """Return whether the person publishes the page, or hands it in to who does."""
        rights = self._rights(page)
        return bool(rights.can_submit() if self.by_reviewer else rights.can_publish())

    @cached_property
    def by_reviewer(self) -> bool:
        """Whether reviewers of the agency publish what is handed in here."""
        return must_wait_for_reviewer(current_person(self.request), self.course)

    @cached_property
    def may_write(self) -> bool:
        """Return whether the person changes the course here: translations follow their source."""
        is_source = translation_source(self.course).pk == self.course.pk
        return is_source and self._rights(self.course).can_write()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shelf = self.course.get_parent()
        return super().get_context_data(
            course=self.course,
            review=read_course_review(self.course),
            lines=self.lines,
            bank_lines=self.bank_lines,
            is_template=CourseTemplate.objects.filter(course=self.course).exists(),
            missing=list_missing(self.course) if self.may_write else None,
            advice=list_advice(self.course, self.lines) if self.may_write else [],
            moved=find_undoable(self.request, self.course),
            changed_lessons=find_undoable_lessons(self.request, self.course),
            waiting_updates=len(self._list_waiting_links()),
            add_bank_url=reverse("wagtailadmin_pages:add", args=["cms", "bankpage", shelf.pk]),
            may_write=self.may_write,
            by_reviewer=self.by_reviewer,
            may_publish_translations=bool(self.finished_translations),
            source_language=self.lines[0].page.locale.language_code,
            languages=[cell.language for cell, _url in self.lines[0].cells],
            **(self._list_edition() | kwargs),
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        act = request.POST.get("act")
        if act == "publish_translations":
            # Of these each was asked for: who writes nothing here may publish some.
            bring_out_pages(request, self.course, self.finished_translations)
            return redirect(request.path)
        if not self.may_write:
            raise PermissionDenied
        if act == "publish":
            return self._publish()
        elif act in LINK_ACTS:
            act_on_links(request, self.course, self._list_waiting_links())
        elif act in MOVE_ACTS:
            self._move(act)
        elif act in TEMPLATE_ACTS:
            TEMPLATE_ACTS[act](self.course, by=current_person(request))
        elif act in REVIEW_ACTS:
            act_on_review(self.request, self.course, act)
        elif act == "rename":
            self._rename(self._named_page(), request.POST.get("title", ""))
        return redirect(request.path)

    def _list_waiting_links(self) -> list[LessonLink]:
        followed = [line.followed for line in self.lines if line.followed]
        return [one.link for one in followed if one.is_waiting]

    @cached_property
    def record(self) -> Course | None:
        """The course in which people learn, if the person says whether its changes matter."""
        return find_editable_course(self.course, current_person(self.request))

    def _list_edition(self) -> dict[str, Any]:
        """Return the fields of an edition and whom it reaches; none where nobody has begun."""
        reach = count_reach(self.record) if self.record and self.may_write else None
        if self.record is None or not reach or self.by_reviewer:
            return {}
        form = EditionChoiceForm(initial={"follows": self.record.edition})
        return {"edition_form": form, "reached": describe_reach(reach)}

    def _publish(self) -> HttpResponse:
        form = EditionChoiceForm(self.request.POST) if "follows" in self.request.POST else None
        if form and not form.is_valid():
            return self.render_to_response(self.get_context_data(edition_form=form), status=422)
        record = self.record
        count = bring_out_drafts(self.request, self.course)
        if form and record and form.cleaned_data["is_material"]:
            if count:
                open_asked_edition(self.request, record, form)
            else:
                told = _("No edition was opened, because nothing was published.")
                messages.warning(self.request, told)
        return redirect(self.request.path)

    def _named_page(self, name: str = "page") -> Page:
        """Return the part of the course that the form names."""
        key = parse_primary_key(self.request.POST.get(name, ""))
        parts = self.course.get_descendants(inclusive=True)
        banks = Page.objects.filter(pk__in=[bank.pk for bank in list_banks(self.course)])
        page = (parts | banks).filter(pk=key).specific().first() if key is not None else None
        if page is None:
            raise PermissionDenied
        return page

    def _move(self, act: str) -> None:
        if act == "undo":
            undo_move(self.request, self.course)
            return
        target = self._named_page("target") if act == "drop" else None
        act_on_place(self.request, self.course, self._named_page(), target)

    def _rename(self, page: Page, title: str) -> None:
        """Save the title as a draft; published it is with everything else."""
        title = clean(title)
        if is_locked_for(page, current_person(self.request)):
            told = _("It is locked. Who locked it, or an administrator, unlocks it.")
            messages.error(self.request, told)
            return
        if not title or not self._rights(page).can_write():
            messages.error(self.request, _("Nothing was renamed: write a title."))
            return
        if read_links([page]):
            told = _("It follows a lesson of another course, and has the title of that one.")
            messages.error(self.request, told)
            return
        draft = page.get_latest_revision_as_object()
        draft.title = title[:255]
        draft.save_revision(user=current_person(self.request), log_action=True)
        told = _("“%(title)s” is saved as a draft. Publish it when you are ready.")
        messages.success(self.request, told % {"title": draft.title})
