"""Gives the demo a course of two halves, whose class of last month renews what soon ends.

Two people were there, and have its lesson and its quiz still to do: then its hours are points.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from cms.demo.history.certificates import list_officials
from cms.demo.history.timeline import last_day
from cms.demo.learning.sessions import MORNING, build_part, open_demo_session
from courses.models import ClassSession, Course
from courses.sessions import check_in, finish_session, join_session
from people.models import Person

_SLUG = "first-hour-of-an-incident"
_TITLES = {
    "my": "လုံခြုံရေးဖြစ်စဉ်တစ်ခု၏ ပထမတစ်နာရီ၊ လက်တွေ့လေ့ကျင့်ခန်း",
    "en": "The first hour of an incident, an exercise",
}
_ATTENDANTS = ("learner2", "registrar")  # what they completed ends soon
_OTHERS, _SEATS = 4, 20
_AGE, _AHEAD = dt.timedelta(weeks=4), dt.timedelta(weeks=2)
_MINUTE = dt.timedelta(minutes=1)


def hold_refresher() -> None:
    """Hold the class of last month, and open the one of next month."""
    trainer = Person.objects.get(username="trainer")
    course = Course.objects.live().get(slug=_SLUG)
    past, coming = last_day() - _AGE, timezone.localdate() + _AHEAD
    if not course.class_sessions.finished().exists():
        _hold_class(_open_class(course, trainer, past), trainer)
    _open_class(course, trainer, coming)


def _open_class(course: Course, trainer: Person, day: dt.date) -> ClassSession:
    parts = [build_part(day, MORNING)]
    return open_demo_session(trainer, _TITLES, parts, seats=_SEATS, course=course)


def _hold_class(session: ClassSession, trainer: Person) -> None:
    people = [Person.objects.get(username=name) for name in _ATTENDANTS]
    part = session.parts.get()
    for person in [*people, *list_officials()[:_OTHERS]]:
        join_session(session, person, at=session.made_at + 60 * _MINUTE)
        check_in(part, person, at=part.begins_at - 5 * _MINUTE)
    finish_session(session, by=trainer, at=part.ends_at + 10 * _MINUTE)


def has_held_refresher() -> bool:
    sessions = ClassSession.objects.filter(course__slug=_SLUG)
    return sessions.finished().exists() and sessions.upcoming().exists()
