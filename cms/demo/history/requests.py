"""Lets one of the demo's officials use up the attempts at a final test, and ask for one more."""

from __future__ import annotations

import datetime as dt

from cms.demo.history.certificates import list_officials, seeded_random
from cms.demo.history.learners import Syllabus, take_course
from cms.demo.history.timeline import last_day, pick_moment
from courses.models import AttemptRequest, Quiz
from courses.quizzes import request_attempt, start_attempt, submit_attempt

_COURSE = "safe-sign-in"
_WISH = "မီးပျက်သွားသဖြင့် နောက်ဆုံးအကြိမ်ကို ပြီးအောင် မဖြေဆိုနိုင်ခဲ့ပါ။"


def ask_for_demo_attempt() -> None:
    """Fail the final test as often as it may be tried, in the last days, and ask the trainer."""
    syllabus = Syllabus.of(_COURSE)
    final = syllabus.steps[-1]
    assert isinstance(final, Quiz)  # noqa: S101
    person = list_officials().filter(enrolments=None)[0]
    random = seeded_random(person, _COURSE)
    at = pick_moment(random, last_day() - dt.timedelta(days=4))
    enrolment = take_course(person, syllabus, at=at, random=random, until=-1)
    for _attempt in range(final.attempt_limit or 0):
        at += dt.timedelta(days=1)
        attempt = start_attempt(final, enrolment, language=enrolment.language, at=at)
        submit_attempt(attempt, {}, at=at + dt.timedelta(minutes=9))
    request_attempt(final, enrolment, wish=_WISH, at=at + dt.timedelta(hours=1))


def has_asked() -> bool:
    return AttemptRequest.objects.exists()
