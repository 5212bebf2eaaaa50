"""Plans supervised tests: when, where, and who has which seat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from courses.models import ClassSession, Enrolment, Quiz, Sitting, SittingSeat
from courses.sessions.access import lock_session
from courses.sittings.access import (
    lock_seat,
    lock_sitting,
    may_plan,
    require_invigilator,
    require_reason,
    require_sitting_session,
    require_supervised,
)
from courses.sittings.letters import tell_cancelled, tell_planned, tell_removed
from courses.sittings.refusals import SittingRefusal, SittingRefused
from people.access import agencies_for
from people.history import office_acted
from people.models import Person, Posting, Role

MOST_SITTING_SEATS = 500
_RUNNERS = (Role.Kind.TRAINER, Role.Kind.HR)


@dataclass(frozen=True)
class SittingPlan:
    """All that is said of a supervised test before it begins."""

    quiz: Quiz
    planned_at: dt.datetime
    session: ClassSession | None = None
    place: str = ""
    entry_minutes: int = 30


@transaction.atomic
def plan_sitting(plan: SittingPlan, *, by: Person, at: dt.datetime | None = None) -> Sitting:
    """Return the sitting; who has a seat in its session has one here. Raise `SittingRefused`.

    Planned again by the same person while it has not begun, it is the same one.
    """
    at = at or timezone.now()
    require_supervised(plan.quiz)
    if plan.session:
        # Locked: whoever cancels the session at once calls off what is planned here.
        require_sitting_session(lock_session(plan.session.pk))
    if not may_plan(by, plan.quiz, plan.session):
        raise SittingRefused(SittingRefusal.NOT_YOURS)
    agency = plan.session.agency if plan.session else plan.quiz.course.agency
    # Locked: a form that is sent twice plans one test, and calls everybody once.
    Person.objects.select_for_update().get(pk=by.pk)
    same = Sitting.objects.filter(agency=agency, made_by=by, **vars(plan))
    if planned := same.filter(started_at=None, closed_at=None).first():
        return planned
    sitting = Sitting.objects.create(agency=agency, made_by=by, made_at=at, **vars(plan))
    if plan.session:
        seat_people(sitting, list_attendants(sitting, by), by=by, at=at)
    return sitting


@transaction.atomic
def change_sitting(
    sitting: Sitting,
    *,
    by: Person,
    planned_at: dt.datetime,
    place: str,
    entry_minutes: int,
    at: dt.datetime | None = None,
) -> Sitting:
    """Plan it for another time or place, and tell who has a seat. Raise `SittingRefused`."""
    locked = _lock_planned(sitting, by)
    is_moved = (locked.planned_at, locked.place) != (planned_at, place)
    locked.planned_at, locked.place, locked.entry_minutes = planned_at, place, entry_minutes
    locked.save(update_fields=["planned_at", "place", "entry_minutes"])
    if is_moved:
        seats = locked.seats.standing().select_related("person")
        tell_planned(locked, list(seats), at=at or timezone.now())
    return locked


def list_attendants(sitting: Sitting, by: Person) -> list[Person]:
    """Return who has a seat in the class session, but the invigilator and whom they act for."""
    if sitting.session is None:
        return []
    rows = sitting.session.seats.seated().exclude(person__in=by.principals(*_RUNNERS))
    rows = rows.filter(person__is_active=True).select_related("person")
    return [seat.person for seat in rows.order_by(Person.name_order("person__"), "pk")]


def find_candidates(sitting: Sitting, by: Person) -> QuerySet[Person]:
    """Return whom ``by`` may give a seat: of the session, their offices, or their courses."""
    serving = Posting.objects.on(timezone.localdate()).filter(
        person=OuterRef("pk"), agency__in=agencies_for(by, *_RUNNERS)
    )
    taking = Enrolment.objects.supported_by(by).filter(
        person=OuterRef("pk"), course=sitting.quiz.course_id
    )
    found = Q(Exists(serving)) | Q(Exists(taking))
    if sitting.session:
        attending = sitting.session.seats.seated().filter(person=OuterRef("pk"))
        found |= Q(Exists(attending))
    people = Person.objects.filter(found, is_active=True)
    return people.exclude(pk__in=by.principals(*_RUNNERS))


@transaction.atomic
def seat_people(
    sitting: Sitting, people: Collection[Person], *, by: Person, at: dt.datetime | None = None
) -> list[SittingSeat]:
    """Give each a seat who has none, and tell them; return the new ones.

    Raise `SittingRefused`.
    """
    at, locked = at or timezone.now(), lock_sitting(sitting.pk)
    require_invigilator(by, locked)
    if locked.closed_at:
        raise SittingRefused(SittingRefusal.OVER)
    allowed = set(find_candidates(locked, by).filter(pk__in=[one.pk for one in people]))
    if not allowed.issuperset(people):
        raise SittingRefused(SittingRefusal.NO_SEAT)
    known = {seat.person_id: seat for seat in locked.seats.all()}
    back = [known[one.pk] for one in people if one.pk in known and known[one.pk].removed_at]
    SittingSeat.objects.filter(pk__in=[seat.pk for seat in back]).update(removed_at=None)
    first = (locked.seats.aggregate(last=Max("number"))["last"] or 0) + 1
    fresh = [one for one in dict.fromkeys(people) if one.pk not in known]
    if first - 1 + len(fresh) > MOST_SITTING_SEATS:
        raise SittingRefused(SittingRefusal.MOST_SEATS)
    rows = [
        SittingSeat(sitting=locked, person=one, number=n) for n, one in enumerate(fresh, first)
    ]
    made = SittingSeat.objects.bulk_create(rows) + back
    tell_planned(locked, made, at=at)
    return made


@transaction.atomic
def remove_seat(seat: SittingSeat, *, by: Person, at: dt.datetime | None = None) -> None:
    """Take a seat away that no paper was begun on, and tell whose it was; again, nothing.

    Raise `SittingRefused`.
    """
    at, sitting = at or timezone.now(), lock_sitting(seat.sitting_id)
    locked = lock_seat(seat.pk)
    require_invigilator(by, sitting)
    if locked.attempts.exists():
        raise SittingRefused(SittingRefusal.BEGUN)
    if locked.removed_at:
        return
    SittingSeat.objects.filter(pk=locked.pk).update(removed_at=at)
    tell_removed(sitting, locked, at=at)


def free_left_seats(sitting: Sitting, *, at: dt.datetime) -> None:
    """Take their seats from those who gave up their place in the class session, who know it."""
    if sitting.session is None:
        return
    gone = sitting.session.seats.exclude(pk__in=sitting.session.seats.seated())
    seats = sitting.seats.standing().filter(person__in=gone.values("person"), attempts=None)
    SittingSeat.objects.filter(pk__in=list(seats.values_list("pk", flat=True))).update(
        removed_at=at
    )


@transaction.atomic
def cancel_sitting(
    sitting: Sitting, *, by: Person, reason: str, at: dt.datetime | None = None
) -> None:
    """Call off what has not begun, and tell who has a seat. Raise `SittingRefused`."""
    reason, locked = require_reason(reason), _lock_planned(sitting, by)
    _call_off(locked, by=by, reason=reason, at=at or timezone.now())


@transaction.atomic
def cancel_sittings(session: ClassSession, *, by: Person, at: dt.datetime | None = None) -> None:
    """Call off what was planned in a class session that is cancelled, for the same reason.

    Whoever may cancel the session does it, even one who has a seat. What runs goes on.
    """
    for sitting in session.sittings.filter(started_at=None, closed_at=None):
        locked = lock_sitting(sitting.pk)
        if session.is_cancelled and locked.is_planned:
            _call_off(locked, by=by, reason=session.reason, at=at or timezone.now())


def _call_off(locked: Sitting, *, by: Person, reason: str, at: dt.datetime) -> None:
    locked.closed_at, locked.closed_by, locked.reason = at, by, reason
    locked.save(update_fields=["closed_at", "closed_by", "reason"])
    seats = list(locked.seats.standing().select_related("person"))
    tell_cancelled(locked, seats, at=at)
    people, data = [seat.person for seat in seats], {"quiz": locked.quiz.titles, "reason": reason}
    office_acted.send(Sitting, action="sitting.cancel", people=people, by=by, data=data)


def _lock_planned(sitting: Sitting, by: Person) -> Sitting:
    locked = lock_sitting(sitting.pk)
    require_invigilator(by, locked)
    if not locked.is_planned:
        raise SittingRefused(SittingRefusal.OVER if locked.closed_at else SittingRefusal.STARTED)
    return locked
