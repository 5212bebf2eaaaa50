"""Gives the demo a class session of last week, a full one of next week, and a year of runs."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

from django.utils import timezone

from cms.demo.history.timeline import last_day
from cms.demo.organisation.accounts import COURSE_OWNER
from cms.demo.organisation.agencies import HR_MINISTRY
from cms.demo.organisation.roster import ACCOUNTS
from courses.models import ClassSession, Course, SessionSeat, SessionSeries
from courses.sessions import (
    PartTime,
    SessionPlan,
    check_in,
    create_session,
    finish_session,
    join_session,
    nominate_person,
    open_session,
)
from courses.sessions.planner import RunPattern, list_first_days, list_parts, plan_series
from people.models import Agency, Person
from plan.capacity import (
    Need,
    QuarterPlan,
    choose_priority,
    decide_capacity,
    start_capacity,
    submit_capacity,
)
from plan.models import CapacityPlan, Skill

_PAST_TITLES = {
    "my": "ရုံးလုပ်ငန်းသုံး စာရင်းဇယားများ လက်တွေ့သင်တန်း",
    "en": "Spreadsheets at the office, a workshop",
}
_COMING_TITLES = {
    "my": "အီလက်ထရွန်နစ်ရုံးလုပ်ငန်းစနစ် မိတ်ဆက်",
    "en": "Introduction to the electronic office",
}
_PLACE = "ပြည်ထောင်စုရာထူးဝန်အဖွဲ့၊ သင်တန်းခန်းမ (၂)"
MORNING, _AFTERNOON = (dt.time(9), dt.time(12)), (dt.time(13), dt.time(16))
_PAST_SEATS, _COMING_SEATS, _WAITING = 14, 12, 4
_PLANNED = ("DC3-4.2", 2, 72)  # skill, level, seats a quarter
_SERIES_KEY = uuid.UUID("5b0f3b9e-6f0e-4c5e-9d55-2f2d6f1a7c10")
_WEEK, _DAY = dt.timedelta(weeks=1), dt.timedelta(days=1)
_MINUTE = dt.timedelta(minutes=1)


def hold_sessions() -> None:
    trainer = Person.objects.get(username="trainer")
    people = _list_officials()
    if not ClassSession.objects.finished().filter(titles=_PAST_TITLES).exists():
        _hold_past_session(trainer, people[:_PAST_SEATS])
    _fill_coming_session(trainer, people[_PAST_SEATS:])


def plan_year_of_runs() -> None:
    """Plan next year's runs of a course, beside the seats that its academy's plan asks for."""
    trainer = Person.objects.get(username="trainer")
    academy, year = Agency.objects.get(code=COURSE_OWNER), timezone.localdate().year + 1
    skill, level, seats = _PLANNED
    _approve_seats(academy, year, Need(Skill.objects.get(code=skill), level, 320, 240), seats)
    pattern = RunPattern(
        first_day=dt.date(year, 1, 1),
        weekdays=frozenset({1}),
        clocks=(MORNING, _AFTERNOON),
        every=4,
        runs=12,
        days=2,
        # The days of the water festival, on which no office works.
        left_out=frozenset(dt.date(year, 4, day) for day in range(13, 18)),
    )
    course = Course.objects.live().filter(agency=academy, course_skills__skill__code=skill)[0]
    plan = SessionPlan(
        titles={code: course.titles[code] for code in ("my", "en")},
        agency=academy,
        capacity=24,
        course=course,
        place=_PLACE,
        trainers=[trainer],
    )
    days = list_first_days(pattern)
    plans = [replace(plan, parts=list_parts(day, pattern)) for day in days]
    plan_series(plans, key=_SERIES_KEY, by=trainer)


def _approve_seats(academy: Agency, year: int, need: Need, seats: int) -> None:
    """Ask for so many seats a quarter, and approve them from above; a second time do nothing."""
    if CapacityPlan.objects.filter(agency=academy, year=year).exists():
        return
    chief, above = (Person.objects.get(username=name) for name in ("admin", "secretariat"))
    plan = start_capacity(academy, year, by=chief)
    quarters = [QuarterPlan(number, seats, seats * 12_000) for number in (1, 2, 3, 4)]
    choose_priority(plan, need, importance=3, quarters=quarters, by=chief)
    plan = submit_capacity(plan, by=chief)
    decide_capacity(plan, approves=True, answer="", by=above)


def has_planned_runs() -> bool:
    return SessionSeries.objects.filter(key=_SERIES_KEY).exists()


def _list_officials() -> list[Person]:
    """Return people of the HR manager's ministry, without the accounts of the demo."""
    ministry = Agency.objects.get(code=HR_MINISTRY)
    posted = Person.objects.posted_in(Agency.objects.under(ministry), day=last_day())
    accounts = [official.staff_number for official in ACCOUNTS.values()]
    known = posted.exclude(staff_number=None).exclude(staff_number__in=accounts)
    return list(known.order_by("staff_number")[: _PAST_SEATS + _COMING_SEATS + _WAITING])


def _hold_past_session(trainer: Person, people: list[Person]) -> None:
    """Two mornings and one afternoon; some came late, some missed a part."""
    first = last_day() - dt.timedelta(days=7)
    parts = [
        build_part(first, MORNING),
        build_part(first, _AFTERNOON),
        build_part(first + _DAY, MORNING),
    ]
    session = open_demo_session(trainer, _PAST_TITLES, parts, seats=20)
    asked = session.made_at + _DAY
    for person in people:
        join_session(session, person, at=asked)
    for number, part in enumerate(session.parts.all()):
        for place, person in enumerate(people):
            if (place + number) % 7 == 6:
                continue
            late = 25 if (place + number) % 9 == 4 else -5
            check_in(part, person, at=part.begins_at + late * _MINUTE)
    finish_session(session, by=trainer, at=parts[-1].ends_at + 10 * _MINUTE)


def _fill_coming_session(trainer: Person, people: list[Person]) -> None:
    """All seats taken, a few who wait, and two whom their office nominated."""
    day = timezone.localdate() + _WEEK
    parts = [build_part(day, MORNING), build_part(day, _AFTERNOON)]
    session = open_demo_session(trainer, _COMING_TITLES, parts, seats=_COMING_SEATS)
    now = timezone.now()
    join_session(session, Person.objects.get(username="learner"), at=now - 3 * _DAY)
    *joining, first, second = people
    for hours, person in enumerate(joining):
        join_session(session, person, at=now - 2 * _DAY + dt.timedelta(hours=hours))
    manager = Person.objects.get(username="hr")
    for person in (first, second):
        nominate_person(session, person, by=manager, at=now - dt.timedelta(hours=3))


def open_demo_session(
    trainer: Person,
    titles: dict[str, str],
    parts: list[PartTime],
    *,
    seats: int,
    course: Course | None = None,
) -> ClassSession:
    """Return the session, open to everybody."""
    plan = SessionPlan(
        titles=titles,
        agency=Agency.objects.get(code=COURSE_OWNER),
        capacity=seats,
        parts=parts,
        course=course,
        opens_to=ClassSession.OpensTo.ALL,
        place=_PLACE,
        trainers=[trainer],
    )
    at = parts[0].begins_at - 3 * _WEEK
    # Begun before and broken off: joining and checking in again change nothing.
    known = ClassSession.objects.filter(titles=titles, begins_at=parts[0].begins_at).first()
    return open_session(known or create_session(plan, by=trainer, at=at), by=trainer, at=at)


def build_part(day: dt.date, clock: tuple[dt.time, dt.time]) -> PartTime:
    begins, ends = (timezone.make_aware(dt.datetime.combine(day, time)) for time in clock)
    return PartTime(begins, ends)


def has_held_sessions() -> bool:
    """Return whether the session to come is there with its nominations, which come last."""
    coming = SessionSeat.objects.filter(session__titles=_COMING_TITLES)
    return coming.exclude(nominated_by=None).exists()
