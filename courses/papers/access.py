"""Decides who prepares, enters and confirms tests on paper, and locks one for a writer."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from courses.models import ClassSession, PaperSheet, PaperTest
from courses.papers.refusals import PaperRefusal, PaperRefused
from courses.sessions.access import may_teach
from people.access import has_role_over
from people.models import Person, Role

# Long enough for a parcel from a township and for illness; after it nobody remembers the room.
_WINDOW = dt.timedelta(days=90)
_ROLES = (Role.Kind.TRAINER, Role.Kind.HR, Role.Kind.REGISTRAR)


def may_keep(person: Person, session: ClassSession) -> bool:
    """Return whether the person enters and confirms: who runs or teaches it, and registrars."""
    return may_teach(person, session) or has_role_over(person, Role.Kind.REGISTRAR, session.agency)


def require_keeper(person: Person, session: ClassSession) -> None:
    if not may_keep(person, session):
        raise PaperRefused(PaperRefusal.NOT_YOURS)


def require_printer(person: Person, session: ClassSession) -> None:
    """Let trainers and offices prepare and print, but nobody who sits there."""
    if not may_teach(person, session):
        raise PaperRefused(PaperRefusal.NOT_YOURS)
    # Security: the file holds all questions that they would be asked.
    if session.seats.standing().filter(person__in=person.principals(*_ROLES)).exists():
        raise PaperRefused(PaperRefusal.OWN_SEAT)


def may_print(person: Person, session: ClassSession) -> bool:
    """Return whether `require_printer` lets the person."""
    try:
        require_printer(person, session)
    except PaperRefused:
        return False
    return True


def is_own_sheet(person: Person, sheet: PaperSheet) -> bool:
    return sheet.seat.person_id in person.principals(*_ROLES)


def require_window(session: ClassSession, at: dt.datetime) -> None:
    """Let results in from the beginning of the session until some months after its end."""
    if session.is_draft or session.is_cancelled:
        raise PaperRefused(PaperRefusal.NOT_OPEN)
    if not session.has_begun(at):
        raise PaperRefused(PaperRefusal.NOT_BEGUN)
    if session.ends_at is None or session.ends_at + _WINDOW < at:
        raise PaperRefused(PaperRefusal.WINDOW)


def lock_test(pk: int) -> PaperTest:
    """Return the test, locked to the end of the transaction."""
    # The one lock of its sheets: of two who enter, confirm or void at once the second sees what
    # the first made. It is taken before the lock of an enrolment (decision 0011).
    rows = PaperTest.objects.select_for_update(of=("self",))
    return rows.select_related("session__agency", "session__course", "quiz").get(pk=pk)


def lock_sheet(pk: int) -> PaperSheet:
    """Return the sheet, under the lock of its test."""
    test = lock_test(PaperSheet.objects.values_list("test_id", flat=True).get(pk=pk))
    sheet = test.sheets.select_related("seat__person", "attempt").get(pk=pk)
    sheet.test = test
    return sheet


def now_or(at: dt.datetime | None) -> dt.datetime:
    return at or timezone.now()
