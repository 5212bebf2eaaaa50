"""Shows an office what it has assigned: how far people are, who is late, and it as a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.assignments.how_far import pair_with_progress
from courses.models import (
    AssignedPerson,
    AssignedPersonQuerySet,
    AssignedState,
    Assignment,
    AssignmentRequest,
)
from courses.progress.progress import Progress
from people.access import has_role, has_role_over
from people.audiences import PeopleRule, describe_rule
from people.files import Sheet, SheetRow, read_pieces, respond_with_tables
from people.history import office_acted, record_looks
from people.models import Person, Role

_ASSIGNMENTS_PER_PAGE, _PEOPLE_PER_PAGE, _ROWS_AT_ONCE = 20, 50, 500
_READERS = (Role.Kind.HR, Role.Kind.VIEWER, Role.Kind.LINE_MANAGER)


@dataclass(frozen=True)
class AssignmentLine:
    """An assignment with how many of the viewer's people are in each state."""

    assignment: Assignment
    counts: Mapping[str, int]

    @property
    def done(self) -> int:
        return self.counts.get(AssignedState.DONE, 0)

    @property
    def overdue(self) -> int:
        return self.counts.get(AssignedState.OVERDUE, 0)

    @property
    def left(self) -> int:
        """Return who has it still to do, in time or late."""
        return self.counts.get(AssignedState.OPEN, 0) + self.overdue

    @property
    def total(self) -> int:
        """Return of how many it is asked."""
        return self.done + self.left + self.counts.get(AssignedState.MISSED, 0)


@never_cache
@require_safe
@login_required
def show_assignments(request: HttpRequest) -> HttpResponse:
    """Show the assignments that concern the viewer's people, those that run first."""
    viewer = require_assignment_reader(request)
    is_over = request.GET.get("tab") == "over"
    found = Assignment.objects.visible_to(viewer).filter(ended_at__isnull=not is_over)
    related = found.with_what().select_related("agency")
    page = Paginator(related, _ASSIGNMENTS_PER_PAGE).get_page(request.GET.get("page"))
    rows = AssignedPerson.objects.visible_to(viewer).filter(assignment__in=list(page))
    counts = rows.count_states(timezone.localdate())
    today = timezone.localdate()
    context = {
        "page": page,
        "lines": [AssignmentLine(one, counts.get(one.pk, {})) for one in page],
        "is_over": is_over,
        "today": today,
        "may_assign": has_role(viewer, Role.Kind.HR),
        "waiting": AssignmentRequest.objects.visible_to(viewer).pending(today).count(),
    }
    return render(request, "courses/assignments/list.html", context)


@never_cache
@require_safe
@login_required
def show_assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one assignment: what it asks of whom, and its people by state."""
    viewer = require_assignment_reader(request)
    assignment, today = get_assignment(viewer, pk), timezone.localdate()
    rows = AssignedPerson.objects.visible_to(viewer).filter(assignment=assignment)
    counts = rows.count_states(today).get(assignment.pk, {})
    state = _read_state(request)
    page = Paginator(_sort_people(rows, state), _PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    record_looks(viewer, [row.person_id for row in page])
    context = {
        "assignment": assignment,
        "line": AssignmentLine(assignment, counts),
        "states": [(one, counts.get(one, 0)) for one in AssignedState],
        "state": state,
        "page": page,
        "people": pair_with_progress(page, viewer),
        "rule": _describe_whom(assignment),
        "may_manage": has_role_over(viewer, Role.Kind.HR, assignment.agency),
        "is_applied": assignment.applied_at is not None or assignment.ended_at is not None,
        "reached": assignment.people.count() if assignment.applied_at is None else 0,
        "today": today,
    }
    return render(request, "courses/assignments/assignment.html", context)


@never_cache
@require_safe
@login_required
def export_assignment(request: HttpRequest, pk: int, suffix: str) -> HttpResponseBase:
    """Serve the people of one assignment, of all states or one, as CSV or as a workbook."""
    viewer = require_assignment_reader(request)
    assignment = get_assignment(viewer, pk)
    rows = AssignedPerson.objects.visible_to(viewer).filter(assignment=assignment)
    found = _sort_people(rows, _read_state(request))
    lines = _write_lines(found, viewer, get_language() or "my")
    sheet = Sheet(_("People"), _name_headings(), lines)
    if request.method == "GET":
        _note_export(assignment, found, viewer)
    name = f"assignment-{assignment.pk}-{timezone.localdate()}"
    return respond_with_tables(sheet, name=name, suffix=suffix)


def require_assignment_reader(request: HttpRequest) -> Person:
    """Return who reads assignments at the desk. Raise `PermissionDenied`."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101
    if not has_role(person, *_READERS):
        raise PermissionDenied
    return person


def get_assignment(viewer: Person, pk: int) -> Assignment:
    """Return an assignment that concerns the viewer's people; 404 for any other."""
    found = Assignment.objects.visible_to(viewer)
    # Security: one of others and one that does not exist get the same answer.
    return get_object_or_404(found.with_what().select_related("agency", "audience"), pk=pk)


def _read_state(request: HttpRequest) -> str:
    state = request.GET.get("state", "")
    return state if state in AssignedState.values else ""


def _sort_people(rows: AssignedPersonQuerySet, state: str) -> AssignedPersonQuerySet:
    """Return the rows of the state, or all, who is longest overdue first."""
    found = rows.with_state(timezone.localdate()).select_related("person", "assignment")
    found = found.filter(**{"state": state}) if state else found
    name = Person.name_order("person__")
    return found.order_by(F("due_on").asc(nulls_last=True), name, "pk")


def _describe_whom(assignment: Assignment) -> list[tuple[str, str]]:
    if assignment.rule is None:
        return []
    return describe_rule(PeopleRule.from_json(assignment.rule), assignment.agency)


def _name_headings() -> list[str]:
    due_on = pgettext("assigned learning", "Due on")
    return [
        *(_("Name"), _("Staff number"), _("Assigned on"), due_on, _("State"), _("Days late")),
        # Last: programs that read the columns before go on.
        *(_("Done of the course"), _("Asked by the course")),
    ]


def _note_export(assignment: Assignment, rows: QuerySet[AssignedPerson], viewer: Person) -> None:
    """Enter in the history that a file with personal data left."""
    people = list(rows.values_list("person", flat=True))
    record_looks(viewer, people)
    data = {"count": len(people), "columns": [], "agency": assignment.agency.names}
    office_acted.send(Person, action="people.export", people=[viewer], by=viewer, data=data)


def _write_lines(
    rows: QuerySet[AssignedPerson], viewer: Person, language: str
) -> Iterator[SheetRow]:
    labels: dict[str, Any] = {}
    # A stream is read after the request, when another language may be active.
    with override(language):
        labels = {value: str(label) for value, label in AssignedState.choices}
    for piece in read_pieces(rows, _ROWS_AT_ONCE):
        found = pair_with_progress(piece, viewer)
        with override(language):
            lines = [_write_assigned(row, progress, labels) for row, progress in found]
        yield from lines


def _write_assigned(row: Any, progress: Progress | None, labels: Mapping[str, Any]) -> SheetRow:
    late = row.days_late if row.state == AssignedState.OVERDUE else ""
    how_far = (progress.done, progress.total) if progress else (None, None)
    number = row.person.staff_number or ""
    return [str(row.person), number, row.reached_on, row.due_on, labels[row.state], late, *how_far]
