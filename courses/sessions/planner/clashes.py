"""Finds what meets at the same time with the same trainer or in the same room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from courses.models import ClassSession, SessionPart
from courses.sessions.scheduling import PartTime, SessionPlan
from people.models import Person
from people.text import fold

_States = ClassSession.State


@dataclass(frozen=True)
class Clash:
    """The trainer, or the place, that is taken; ``title`` is of a session that the asker runs.

    ``number`` is the other run of the same plan, from 1; 0 for a session that exists.
    """

    trainer: Person | None = None
    place: str = ""
    title: str = ""
    number: int = 0


@dataclass(frozen=True)
class _Booking:
    time: PartTime
    trainers: frozenset[int]
    place: str
    title: str = ""
    number: int = 0


def find_clashes(
    plans: Sequence[SessionPlan], *, by: Person, besides: ClassSession | None = None
) -> list[list[Clash]]:
    """Return for each plan what of it is taken, by each other or by sessions: three queries.

    ``besides`` is the session that is being changed. A clash is told and forbids nothing: two
    groups may share a hall.
    """
    booked = _list_booked(plans, by=by, besides=besides)
    own = [list(_iter_bookings(plan, number)) for number, plan in enumerate(plans, start=1)]
    return [
        list(dict.fromkeys(_iter_clashes(plan, own[at], booked, own[:at] + own[at + 1 :])))
        for at, plan in enumerate(plans)
    ]


def _list_booked(
    plans: Sequence[SessionPlan], *, by: Person, besides: ClassSession | None
) -> list[_Booking]:
    times = [part for plan in plans for part in plan.parts]
    if not times:
        return []
    rows = SessionPart.objects.filter(
        session__state__in=[_States.DRAFT, _States.OPEN],
        begins_at__lt=max(part.ends_at for part in times),
        ends_at__gt=min(part.begins_at for part in times),
    )
    if besides:
        rows = rows.exclude(session=besides)
    rows = rows.select_related("session").prefetch_related("session__trainers")
    # Security: sessions of other offices are told without their titles.
    kept = set(
        ClassSession.objects.kept_by(by).filter(parts__in=rows).values_list("pk", flat=True)
    )
    return [
        _Booking(
            PartTime(part.begins_at, part.ends_at),
            frozenset(one.pk for one in part.session.trainers.all()),
            fold(part.session.place),
            part.session.title if part.session_id in kept else "",
        )
        for part in rows
    ]


def _iter_bookings(plan: SessionPlan, number: int) -> Iterator[_Booking]:
    trainers = frozenset(one.pk for one in plan.trainers)
    for part in plan.parts:
        yield _Booking(part, trainers, fold(plan.place), number=number)


def _iter_clashes(
    plan: SessionPlan,
    own: Iterable[_Booking],
    booked: Iterable[_Booking],
    others: Iterable[Iterable[_Booking]],
) -> Iterator[Clash]:
    people = {one.pk: one for one in plan.trainers}
    for other in (*booked, *(one for run in others for one in run)):
        for mine in own:
            if not _overlap(mine.time, other.time):
                continue
            for key in mine.trainers & other.trainers:
                yield Clash(trainer=people[key], title=other.title, number=other.number)
            if mine.place and mine.place == other.place:
                yield Clash(place=plan.place, title=other.title, number=other.number)


def _overlap(one: PartTime, other: PartTime) -> bool:
    return one.begins_at < other.ends_at and other.begins_at < one.ends_at
