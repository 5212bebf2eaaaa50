"""Lists the trainer's courses and where their learners are; writes to them, and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import (
    ANSWERS_TOLD,
    Course,
    Enrolment,
    FollowUp,
    ItemStatistics,
    WorkUse,
)
from courses.progress.progress import get_progress_by_enrolment
from courses.quizzes.presentation import read_words
from courses.results import (
    LearnerState,
    NothingToWrite,
    TooManyLearners,
    add_states,
    count_states,
    list_taught,
    write_to_learners,
)
from courses.results.letters import LONGEST_TEXT, MOST_WRITTEN_TO
from courses.results.states import STUCK_DAYS
from people.access import has_role
from people.directory import search_people
from people.files import Sheet, SheetRow, respond_with_tables
from people.history import office_acted, record_looks
from people.models import Person, Role
from people.text import clean
from people.text.formatting import number
from people.web import parse_primary_key

_COURSES_PER_PAGE, _PEOPLE_PER_PAGE, _ROWS_AT_ONCE = 30, 50, 500
_QUESTIONS_SHOWN = 5
# Who may need help before who is through.
_NEEDS_HELP = Case(When(completed_at=None, then=Value(0)), default=Value(1))
_ORDERS: dict[str, tuple[Any, ...]] = {
    "help": (_NEEDS_HELP,),
    "name": (),
    "used": (F("used").asc(),),
    "-used": (F("used").desc(),),
}

# States of learners that ask their trainer for something.
_CALLS = (
    LearnerState.WAITING,
    LearnerState.MARKING,
    LearnerState.OVERDUE,
    LearnerState.STUCK,
)


@dataclass(frozen=True)
class _ListQuestion:
    """What the listing asks for: a state, words, an order."""

    state: str
    words: str
    order: str


@never_cache
@require_safe
@login_required
def list_courses(request: HttpRequest) -> HttpResponse:
    """Show the courses of the trainer's agencies with how many take them and need something."""
    viewer = _require_trainer(request)
    is_open = Q(enrolments__completed_at=None, enrolments__withdrawn_at=None)
    rows = (
        list_taught(viewer)
        .defer("search_text")
        .annotate(
            taking=Count("enrolments", filter=is_open),
            completed=Count("enrolments", filter=Q(enrolments__completed_at__isnull=False)),
        )
    )
    found = rows.order_by("-is_live", "-taking", "pk")
    page = Paginator(found, _COURSES_PER_PAGE).get_page(request.GET.get("page"))
    lines = _count_calls(viewer, list(page))
    context = {"page": page, "lines": lines, "calls": _CALLS}
    return render(request, "courses/results/courses.html", context)


def _count_calls(
    viewer: Person, courses: list[Course]
) -> list[tuple[Course, list[tuple[LearnerState, int]]]]:
    """Return with each course how many wait, are late or stuck: one query for the page."""
    # Of the others the state asks far more, and those who completed are most.
    rows = Enrolment.objects.supported_by(viewer).filter(
        course__in=courses, completed_at=None, withdrawn_at=None
    )
    counted = add_states(rows).order_by().values_list("course", "state").annotate(Count("pk"))
    found = {(course, state): number for course, state, number in counted}
    return [
        (course, [(one, found.get((course.pk, one.value), 0)) for one in _CALLS])
        for course in courses
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the learners of a course by state; a POST writes to those ticked, or to all found."""
    viewer = _require_trainer(request)
    course, asked = _get_course(viewer, pk), _read_question(request)
    rows = _list_learners(viewer, course)
    if request.method == "POST":
        return _write(request, viewer, course, _narrow(rows, asked))
    everybody = count_states(add_states(Enrolment.objects.filter(course=course)))
    counts = count_states(rows)
    page = Paginator(_sort(_narrow(rows, asked), asked), _PEOPLE_PER_PAGE).get_page(
        request.GET.get("page")
    )
    learners = list(page)
    progress = get_progress_by_enrolment(learners)
    record_looks(viewer, [one.person_id for one in learners])
    context = {
        "course": course,
        "asked": asked,
        "page": page,
        "lines": [(one, LearnerState(one.state), progress[one.pk]) for one in learners],
        "states": [(one, counts.get(one.value, 0)) for one in LearnerState],
        "total": sum(counts.values()),
        # Without their names: the viewer, and whom the viewer acts for.
        "unnamed": sum(everybody.values()) - sum(counts.values()),
        "questions": _list_hardest(course),
        "use": _count_answers(course),
        "editions": course.editions.standing() if course.edition > 1 else (),
        "stuck_days": STUCK_DAYS,
        "longest": LONGEST_TEXT,
    }
    return render(request, "courses/results/course.html", context)


@never_cache
@require_safe
@login_required
def export_results(request: HttpRequest, pk: int, suffix: str) -> HttpResponseBase:
    """Serve the learners that the page of the same query finds, as CSV or as a workbook."""
    viewer = _require_trainer(request)
    course, asked = _get_course(viewer, pk), _read_question(request)
    rows = _sort(_narrow(_list_learners(viewer, course), asked), asked)
    if request.method == "GET":
        _note_export(course, rows, viewer)
    sheet = Sheet(_("Learners"), _name_headings(), _write_lines(rows, get_language() or "my"))
    name = f"course-{course.pk}-{timezone.localdate()}"
    return respond_with_tables(sheet, name=name, suffix=suffix)


def _require_trainer(request: HttpRequest) -> Person:
    person = request.user
    assert isinstance(person, Person)  # noqa: S101
    if not has_role(person, Role.Kind.TRAINER):
        raise PermissionDenied
    return person


def _get_course(viewer: Person, pk: int) -> Course:
    # Security: a course of others and one that does not exist get the same answer.
    return get_object_or_404(list_taught(viewer).defer("search_text"), pk=pk)


def _read_question(request: HttpRequest) -> _ListQuestion:
    state, order = request.GET.get("state", ""), request.GET.get("order", "help")
    return _ListQuestion(
        state if state in LearnerState.values else "",
        # Cleaned: PostgreSQL refuses to compare a NUL.
        clean(request.GET.get("q", "")[:100]),
        order if order in _ORDERS else "help",
    )


def _list_learners(viewer: Person, course: Course) -> QuerySet[Any]:
    """Return who may be named to the viewer: nobody of one authority with them."""
    return add_states(Enrolment.objects.supported_by(viewer).filter(course=course))


def _narrow(rows: QuerySet[Any], asked: _ListQuestion) -> QuerySet[Any]:
    found = rows.filter(state=asked.state) if asked.state else rows
    return search_people(found, asked.words, path="person__") if asked.words else found


def _sort(rows: QuerySet[Any], asked: _ListQuestion) -> QuerySet[Any]:
    name = Person.name_order("person__")
    return rows.select_related("person").order_by(*_ORDERS[asked.order], name, "pk")


def _list_hardest(course: Course) -> list[tuple[ItemStatistics, str, float]]:
    """Return the questions of which the fewest points were reached, their words and the share."""
    told = ItemStatistics.objects.filter(
        quiz__course=course, asked__gte=settings.SMALLEST_GROUP, version__withdrawn_at=None
    )
    rows = told.select_related("version", "quiz").order_by("facility", "pk")[:_QUESTIONS_SHOWN]
    return [(row, read_words(row.version), row.facility * 100) for row in rows]


def _count_answers(course: Course) -> list[tuple[str, int]] | None:
    """Return how often each answer was given about use at work; None of too few people to tell."""
    told = FollowUp.objects.answered().filter(enrolment__course=course).order_by()
    counts = dict(told.values_list("answer").annotate(Count("pk")))
    if sum(counts.values()) < max(settings.SMALLEST_GROUP, 1):
        return None
    return [(str(WorkUse(answer).label), counts.get(answer, 0)) for answer in ANSWERS_TOLD]


def _write(
    request: HttpRequest, viewer: Person, course: Course, found: QuerySet[Any]
) -> HttpResponse:
    if request.POST.get("whom") != "everybody":
        ticked = (parse_primary_key(one) for one in request.POST.getlist("person"))
        found = found.filter(person__in=[pk for pk in ticked if pk])
    rows = found.select_related("person").order_by("pk")[: MOST_WRITTEN_TO + 1]
    people, text = [one.person for one in rows], request.POST.get("text", "")[:LONGEST_TEXT]
    try:
        count = write_to_learners(course, people, text=text, by=viewer)
    except NothingToWrite:
        messages.error(request, _("Tick somebody and write a message first."))
    except TooManyLearners:
        told = _("At most %(most)s people at once. Narrow the list or tick fewer.")
        messages.error(request, told % {"most": number(MOST_WRITTEN_TO)})
    else:
        told = ngettext("Sent to %(count)s person.", "Sent to %(count)s people.", count)
        messages.success(request, told % {"count": number(count)})
        if left := len(people) - count:
            more = _("%(count)s have had it, or three letters of trainers, within a day.")
            messages.info(request, more % {"count": number(left)})
    return redirect(request.get_full_path())


def _note_export(course: Course, rows: QuerySet[Any], viewer: Person) -> None:
    """Enter in the history that a file with personal data left."""
    people = list(rows.order_by().values_list("person", flat=True))
    record_looks(viewer, people)
    data = {"count": len(people), "columns": [], "agency": course.agency.names}
    office_acted.send(Person, action="people.export", people=[viewer], by=viewer, data=data)


def _name_headings() -> list[str]:
    return [
        *(_("Name"), _("Staff number"), _("State"), _("Enrolled"), _("Last used")),
        *(_("Steps done"), _("Steps"), _("Next step")),
    ]


def _write_lines(rows: QuerySet[Any], language: str) -> Iterator[SheetRow]:
    pks = list(rows.values_list("pk", flat=True))
    for at in range(0, len(pks), _ROWS_AT_ONCE):
        # A stream is read after the request, when another language may be active.
        with override(language):
            lines = list(_read_piece(rows, pks[at : at + _ROWS_AT_ONCE]))
        yield from lines


def _read_piece(rows: QuerySet[Any], pks: list[int]) -> Iterator[SheetRow]:
    found = {one.pk: one for one in rows.order_by().filter(pk__in=pks)}
    progress = get_progress_by_enrolment(found.values())
    for pk in (one for one in pks if one in found):
        row, steps = found[pk], progress[pk]
        left = steps.next_step if row.completed_at is None else None
        yield [
            *(str(row.person), row.person.staff_number or ""),
            str(LearnerState(row.state).label),
            *(timezone.localdate(day) for day in (row.enrolled_at, row.used)),
            *(steps.done, steps.total, left.title if left else ""),
        ]
