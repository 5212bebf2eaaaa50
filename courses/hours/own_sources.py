"""Tells the hours that this app keeps: lessons credibly read, sessions, and approved study."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Max, QuerySet, Sum
from django.utils import timezone

from courses.hours.sources import HoursEntry, HoursSource, register_hours_source
from courses.hours.years import LearningYear
from courses.models import LessonCompletion, SessionSeat
from courses.models.hours import HoursKind, OwnStudy
from people.models import Person


def _list_lessons(year: LearningYear) -> QuerySet[LessonCompletion]:
    begin, end = year.moments
    read = LessonCompletion.objects.filter(completed_at__gte=begin, completed_at__lt=end)
    return read.filter(credited_minutes__gt=0).order_by()


def _read_lesson_minutes(person: Person, year: LearningYear) -> Iterator[HoursEntry]:
    """Yield one line a course taken, of the day of its last lesson in the year."""
    mine = _list_lessons(year).filter(enrolment__person=person)
    rows = mine.values("enrolment", "enrolment__course__titles").annotate(
        minutes=Sum("credited_minutes"), last=Max("completed_at")
    )
    for row in rows:
        day = timezone.localdate(row["last"])
        titles = row["enrolment__course__titles"]
        yield HoursEntry(day, row["minutes"], HoursKind.ONLINE, titles)


def _count_lesson_minutes(people: QuerySet[Person], year: LearningYear) -> Mapping[int, int]:
    read = _list_lessons(year).filter(enrolment__person__in=people)
    rows: Any = read.values_list("enrolment__person").annotate(minutes=Sum("credited_minutes"))
    return dict(rows)


def _list_attended_seats(year: LearningYear) -> QuerySet[SessionSeat]:
    """Return seats of sessions that ended in the year, with the minutes that were attended."""
    begin, end = year.moments
    ended = SessionSeat.objects.filter(session__ends_at__gte=begin, session__ends_at__lt=end)
    return ended.filter(minutes__gt=0).order_by()


def _read_seats(person: Person, year: LearningYear) -> Iterator[HoursEntry]:
    for seat in _list_attended_seats(year).filter(person=person).select_related("session"):
        day = timezone.localdate(seat.session.ends_at)
        yield HoursEntry(day, seat.minutes or 0, HoursKind.CLASS, seat.session.titles)


def _count_seats(people: QuerySet[Person], year: LearningYear) -> Mapping[int, int]:
    found = _list_attended_seats(year).filter(person__in=people)
    rows: Any = found.values_list("person").annotate(total=Sum("minutes"))
    return dict(rows)


def _list_studies(year: LearningYear) -> QuerySet[OwnStudy]:
    approved = OwnStudy.objects.filter(state=OwnStudy.State.APPROVED)
    return approved.filter(day__range=(year.first_day, year.last_day)).order_by()


def _read_granted_studies(person: Person, year: LearningYear) -> Iterator[HoursEntry]:
    for one in _list_studies(year).filter(person=person):
        yield HoursEntry(one.day, one.minutes, HoursKind(one.kind), {"my": one.subject})


def _count_studies(people: QuerySet[Person], year: LearningYear) -> Mapping[int, int]:
    found = _list_studies(year).filter(person__in=people)
    rows: Any = found.values_list("person").annotate(total=Sum("minutes"))
    return dict(rows)


def register_own_sources() -> None:
    """Count lessons, sessions and approved study in every account."""
    register_hours_source(HoursSource("lessons", _read_lesson_minutes, _count_lesson_minutes))
    register_hours_source(HoursSource("sessions", _read_seats, _count_seats))
    register_hours_source(HoursSource("studies", _read_granted_studies, _count_studies))
