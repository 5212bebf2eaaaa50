"""Supervised tests made through the doors that offices use, for tests."""

from courses.models import Sitting
from courses.sittings import SittingPlan, enter_sitting, plan_sitting, seat_people, start_sitting
from courses.sittings.codes import make_code
from tests.courses.factories import make_course, make_quiz, right_answers
from tests.courses.session_factories import MONDAY, make_official, make_runner
from tests.people.factories import AgencyFactory

PHONE, OTHER_PHONE = "phone", "other"


def make_supervised_quiz(agency=None, **rules):
    """The final test of a course without lessons."""
    rules = {"supervision": "must", "time_limit": 60} | rules
    return make_quiz(make_course(agency=agency or AgencyFactory()), **rules)


def make_sitting(quiz=None, *, by=None, seats=1, at=MONDAY, **plan) -> Sitting:
    """A planned sitting with people of the office on its seats."""
    quiz = quiz or make_supervised_quiz()
    by = by or make_runner(quiz.course.agency)
    sitting = plan_sitting(SittingPlan(quiz, at, **plan), by=by, at=at)
    people = [make_official(quiz.course.agency) for _ in range(seats)]
    seat_people(sitting, people, by=by, at=at)
    return sitting


def make_open_sitting(quiz=None, *, at=MONDAY, **changes) -> Sitting:
    sitting = make_sitting(quiz, at=at, **changes)
    return start_sitting(sitting, by=sitting.made_by, at=at)


def enter(seat, *, at=MONDAY, device=PHONE, code=None, **changes):
    """Begin with the code that the room shows."""
    code = code or make_code(seat.sitting, at=at)
    return enter_sitting(seat, code, device=device, language="my", at=at, **changes)


__all__ = [
    "OTHER_PHONE",
    "PHONE",
    "enter",
    "make_open_sitting",
    "make_sitting",
    "make_supervised_quiz",
    "right_answers",
]
