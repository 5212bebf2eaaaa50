"""Lets the ministry of the demo keep an audience, ask for hours, and allow cards in one office."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from cms.demo.organisation.agencies import HR_MINISTRY, LEARNER_TOWNSHIP
from courses.hours import LearningYear, approve_study, require_hours, state_study
from courses.models import HoursKind, HoursRequirement, OwnStudy
from people.accounts import allow_cards
from people.audiences import PeopleRule, keep_audience
from people.models import Agency, Person

_AUDIENCE = {"my": "မြို့နယ်ရုံးများရှိ အငယ်တန်းစာရေးများ", "en": "Junior clerks of township offices"}
_GRADES = (11, 13)
_HOURS = 20
_READ = "e-Government လမ်းညွှန်ချက်များကို လေ့လာခြင်း"
_TAUGHT = "ရုံးသုံးဆော့ဖ်ဝဲအသုံးပြုပုံကို လုပ်ဖော်ကိုင်ဖက်များအား ပြသခြင်း"


def plan_office_year() -> None:
    """Do it as the manager of the ministry; the learner tells what they learnt by themselves."""
    manager, learner = (Person.objects.get(username=name) for name in ("hr", "learner"))
    ministry = Agency.objects.get(code=HR_MINISTRY)
    keep_audience(
        ministry, _AUDIENCE, PeopleRule(grade_from=_GRADES[0], grade_to=_GRADES[1]), by=manager
    )
    require_hours(ministry, hours=_HOURS, since=LearningYear.current().number, by=manager)
    allow_cards(Agency.objects.get(code=LEARNER_TOWNSHIP), True, by=manager)
    _state_learning(learner, HoursKind.MENTORING, 60, _TAUGHT, days_ago=2)  # waits
    read = _state_learning(learner, HoursKind.OWN, 120, _READ, days_ago=9)
    approve_study(read, by=manager)


def _state_learning(
    person: Person, kind: HoursKind, minutes: int, subject: str, *, days_ago: int
) -> OwnStudy:
    day = timezone.localdate() - dt.timedelta(days=days_ago)
    # In the first days of a year too, it is of this one.
    day = max(day, LearningYear.current().first_day)
    return state_study(person, kind=kind, day=day, minutes=minutes, subject=subject)


def has_planned_office_year() -> bool:
    return HoursRequirement.objects.exists()
