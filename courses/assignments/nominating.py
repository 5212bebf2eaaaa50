"""Nominates people for the class sessions that are assigned to them, by the door of sessions.

Seats, the waiting list and the word of the session's office hold as for any nomination; whoever
gave the seat up, or was declined, is not nominated again by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from courses.models import AssignedPerson, Assignment, SessionSeat
from courses.sessions.nomination import nominate_person
from courses.sessions.refusals import SessionRefused
from courses.sessions.seats import leave_session, release_seat, remove_from_session
from people.access import has_role_over, who_manages
from people.models import Person, Role

_NOT_ASSIGNED = _("It is no longer assigned.")


def nominate_reached(assignment: Assignment, *, day: dt.date | None = None) -> int:
    """Nominate whom an assigned session reached and who has nothing in it; return how many."""
    if assignment.session is None:
        return 0
    seats = SessionSeat.objects.filter(session=assignment.session, person=OuterRef("person"))
    # But whose seat was freed because they had left, and who is back.
    seats = seats.exclude(state=SessionSeat.State.WITHDRAWN, decided_by=None)
    rows = AssignedPerson.objects.asked(day or timezone.localdate()).filter(assignment=assignment)
    rows = rows.exclude(Exists(seats)).select_related("person", "assignment__session")
    by = _find_nominator(assignment)
    return sum(nominate_assigned(row, by=by) for row in rows.order_by("pk"))


def nominate_assigned(row: AssignedPerson, *, by: Person | None = None) -> bool:
    """Nominate one person; return False where the session does not take them."""
    session, by = row.assignment.session, by or _find_nominator(row.assignment)
    if session is None or by is None:
        return False
    try:
        nominate_person(session, row.person, by=by)
    except SessionRefused:
        # They read on their list what to do about it.
        return False
    # The nomination is told by a letter of its own, and sessions have their own reminder.
    AssignedPerson.objects.filter(pk=row.pk).update(remind_on=None)
    return True


def free_seat(row: AssignedPerson, *, by: Person | None = None) -> None:
    """Give up the seat of whoever need not come; ``by`` an office, which tells them."""
    session = row.assignment.session
    seat = session and session.seats.standing().filter(person=row.person).first()
    if session is None or not seat:
        return
    try:
        if by is None:
            leave_session(session, row.person)
        else:
            with translation.override(row.person.language):
                reason = str(_NOT_ASSIGNED)
            remove_from_session(seat, by=by, reason=reason)
    except SessionRefused:
        # It has begun: who is in the room stays in the list.
        return


def free_seats_of_let_go(assignment: Assignment, people: Collection[int]) -> None:
    """Free the seats for which people were nominated whom the assignment has just let go.

    Who joined by themselves keeps the seat, and who has the session to attend by another one.
    """
    if assignment.session is None:
        return
    seats = assignment.session.seats.standing().exclude(nominated_by=None)
    asked = AssignedPerson.objects.asked(timezone.localdate()).of(assignment.session)
    seats = seats.filter(~Exists(asked.filter(person=OuterRef("person"))), person__in=people)
    for seat in seats.order_by("pk"):
        release_seat(seat, reason=_NOT_ASSIGNED)


def _find_nominator(assignment: Assignment) -> Person | None:
    """Return who assigned it, or whoever manages its office now that they do not."""
    made_by = assignment.made_by
    if made_by and has_role_over(made_by, Role.Kind.HR, assignment.agency):
        return made_by
    return next(iter(who_manages(assignment.agency)), None)
