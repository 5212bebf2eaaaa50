"""Writes whom assignments reach and let go: only writer of those columns of `AssignedPerson`.

All of it is found again from the rows, so a worker that was killed, and two at once, do no harm.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from courses.assignments.due_days import find_due_day, find_next_reminder
from courses.assignments.nominating import free_seats_of_let_go, nominate_reached
from courses.assignments.reach import find_kept_people, find_newcomers
from courses.models import AssignedPerson, Assignment, AssignmentRequest
from people.models import Person
from people.queue import sweep_rows

# On SQLite everybody else who writes waits for a piece.
_PIECE_SIZE = 500


def apply_assignment(pk: int, *, day: dt.date | None = None) -> None:
    """Reach everybody whom the assignment is for today, and let go who is there no more."""
    day = day or timezone.localdate()
    assignment = (
        Assignment.objects.running(day)
        .select_related("agency", "audience", "session", "made_by")
        .filter(pk=pk)
        .first()
    )
    if assignment is None:
        return
    if _follow_session(assignment) and not _apply_to_people(assignment, day):
        return
    Assignment.objects.filter(pk=pk, applied_at=None).update(applied_at=timezone.now())


def _apply_to_people(assignment: Assignment, day: dt.date) -> bool:
    """Write and close rows as people are found on the day; return False once it is over."""
    open_rows = AssignedPerson.objects.filter(assignment=assignment, let_go_on=None)
    has_row = Exists(open_rows.filter(person=OuterRef("pk")))
    new = find_newcomers(assignment, on=day).filter(~has_row)
    # The keys at once, and no rows: those of a nation are a few megabytes.
    for piece in _cut_keys(list(new.order_by("pk").values_list("pk", flat=True))):
        if not _reach_people(assignment.pk, piece, day):
            return False
    kept = find_kept_people(assignment, on=day)
    # Who has done it is let go from nothing: coming back, they have done it still.
    gone = open_rows.undone().exclude(person__in=kept.values("pk"))
    for piece in _cut_keys(list(gone.values_list("pk", flat=True))):
        _let_people_go(assignment, piece, day)
    nominate_reached(assignment, day=day)
    return True


@transaction.atomic
def _let_people_go(assignment: Assignment, rows: list[int], day: dt.date) -> None:
    # In one transaction: no later sweep finds again whose seat was to be freed.
    open_rows = AssignedPerson.objects.filter(pk__in=rows, let_go_on=None)
    people = list(open_rows.values_list("person", flat=True))
    open_rows.update(let_go_on=day)
    free_seats_of_let_go(assignment, people)


def _follow_session(assignment: Assignment) -> bool:
    """Give who is to come to a session that moved its new day; return False once it is over."""
    session = assignment.session
    if session is None:
        return True
    if assignment.due_on and session.last_day and assignment.due_on != session.last_day:
        with transaction.atomic():
            # Locked, as whoever changes the day by hand does.
            row = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
            row.due_on = session.last_day
            row.save(update_fields=["due_on"])
            move_due_days(row)
        assignment.due_on = session.last_day
    return session.is_open and not session.is_over()


def move_due_days(assignment: Assignment) -> None:
    """Write the due day anew for everybody; who was granted a later one keeps that.

    The caller holds the lock of the assignment.
    """
    is_granted = Exists(AssignmentRequest.objects.extensions().filter(assigned=OuterRef("pk")))
    people = AssignedPerson.objects.filter(assignment=assignment, let_go_on=None)
    others = people.exclude(is_granted)
    today, is_session = timezone.localdate(), assignment.session_id is not None
    # All whom it reached on one day have one due day: an update for each such day.
    for day in list(others.order_by().values_list("reached_on", flat=True).distinct()):
        due_on = find_due_day(assignment, day)
        # Sessions tell of a move, and remind, themselves.
        remind_on = None if is_session else find_next_reminder(due_on, after=today)
        others.filter(reached_on=day).update(due_on=due_on, remind_on=remind_on)
    for row in people.filter(is_granted).select_related("assignment"):
        write_due_day(row)


def write_due_day(row: AssignedPerson) -> None:
    """Write the day of the assignment, or a later one that the person was granted."""
    due_on = find_due_day(row.assignment, row.reached_on)
    granted = AssignmentRequest.objects.extensions().filter(assigned=row)
    until = granted.aggregate(last=Max("until"))["last"]
    # More time never becomes less: the office may have given everybody more since.
    if due_on and until:
        due_on = max(due_on, until)
    remind_on = find_next_reminder(due_on, after=timezone.localdate())
    AssignedPerson.objects.filter(pk=row.pk).update(due_on=due_on, remind_on=remind_on)


def apply_waiting_assignments(*, day: dt.date | None = None) -> None:
    """Go on with assignments whose task was lost or killed, and with those that begin."""
    day = day or timezone.localdate()
    waiting = Assignment.objects.unapplied(day).order_by("pk").values_list("pk", flat=True)
    sweep_rows(waiting, lambda pk: apply_assignment(pk, day=day))


def list_running_assignments(*, day: dt.date | None = None) -> list[int]:
    """Return the keys of those that reach who comes in, and let go who leaves."""
    running = Assignment.objects.running(day or timezone.localdate())
    return list(running.order_by("pk").values_list("pk", flat=True))


def put_on_list(assignment: Assignment, person: Person, *, day: dt.date | None = None) -> bool:
    """Assign it to one person; return False if they have it already."""
    day = day or timezone.localdate()
    rows = AssignedPerson.objects.filter(assignment=assignment, person=person, let_go_on=None)
    if rows.exists():
        return False
    is_new = _reach_people(assignment.pk, [person.pk], day)
    if is_new:
        nominate_reached(assignment, day=day)
    return is_new


def take_off_list(assignment: Assignment, person: Person, *, day: dt.date | None = None) -> bool:
    """Let one person go; return False if they did not have it."""
    rows = AssignedPerson.objects.filter(assignment=assignment, person=person, let_go_on=None)
    return bool(rows.update(let_go_on=day or timezone.localdate()))


def _reach_people(pk: int, people: list[int], day: dt.date) -> bool:
    """Write the rows of the people; return False if the assignment is over."""
    with transaction.atomic():
        # Locked: whoever changes the due day meanwhile waits, and then finds these rows.
        rows = Assignment.objects.select_for_update(of=("self",)).running(day)
        assignment = rows.filter(pk=pk).first()
        if assignment is None:
            return False
        due_on = find_due_day(assignment, day)
        reached = (
            AssignedPerson(
                assignment=assignment, person_id=key, reached_on=day, due_on=due_on, remind_on=day
            )
            for key in people
        )
        # Conflicts: another sweep has reached some of them in this moment.
        AssignedPerson.objects.bulk_create(reached, ignore_conflicts=True)
    return True


def _cut_keys(keys: list[int]) -> list[list[int]]:
    return [keys[at : at + _PIECE_SIZE] for at in range(0, len(keys), _PIECE_SIZE)]
