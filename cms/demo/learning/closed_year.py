"""Lets the ministry of the demo prescribe two years: the last one is closed, this one runs."""

from __future__ import annotations

import datetime as dt
from random import Random

from django.utils import timezone

from certification.issuing import issue_certificate
from certification.sealing import seal_certificate
from certification.statements import make_statement, seal_statement
from cms.demo.history.learners import Syllabus, take_course
from cms.demo.organisation.agencies import HR_MINISTRY, LEARNER_TOWNSHIP
from courses.hours import LearningYear
from courses.models import Course, ExemptionReason, YearlyObligation, YearState, YearStatus
from courses.obligations import (
    YearContent,
    approve_correction,
    ask_correction,
    close_year,
    exempt_person,
    prescribe_year,
)
from people.models import Agency, Person

_LAST_YEARS_COURSE, _THIS_YEARS_COURSE = "safe-sign-in", "protecting-personal-data"
_LEAVE = "မိခင်ကျန်းမာရေး ခွင့်ယူထားသည်။"
_PAPER = "စာသင်ခန်းတွင် ပြီးမြောက်ခဲ့ကြောင်း တက်ရောက်စာရင်းဖြင့် အထောက်အထားပြပါသည်။"


def close_demo_year() -> None:
    """The district's last year has each state; its learner has a statement to download."""
    manager, township_manager, learner = (
        Person.objects.get(username=name) for name in ("hr", "hr-township", "learner")
    )
    township = Agency.objects.get(code=LEARNER_TOWNSHIP)
    current = LearningYear.current()
    closed = _prescribe(township.get_parent(), current.year_before, _LAST_YEARS_COURSE, by=manager)
    colleagues = _list_colleagues(township, current.year_before.last_day)
    on_leave, corrected, *done = colleagues
    for person in done:
        _complete_last_year(person, current.year_before)
    exempt_person(
        on_leave,
        current.year_before,
        reason=ExemptionReason.LEAVE,
        note=_LEAVE,
        by=township_manager,
    )
    close_year(closed.pk)
    asked = ask_correction(
        YearStatus.objects.get(person=corrected, year=closed.year),
        state=YearState.FULFILLED,
        reason=_PAPER,
        by=township_manager,
    )
    approve_correction(asked, by=manager)
    ministry = Agency.objects.get(code=HR_MINISTRY)
    _prescribe(ministry, current, _THIS_YEARS_COURSE, by=manager, asks_hours=True)
    seal_statement(make_statement(learner, current.year_before))


def _prescribe(
    agency: Agency, year: LearningYear, slug: str, *, by: Person, asks_hours: bool = False
) -> YearlyObligation:
    courses = [Course.objects.live().get(slug=slug)]
    content = YearContent(year.last_day, courses=courses, asks_hours=asks_hours)
    return prescribe_year(agency, year, content, by=by, on=year.first_day)


def _complete_last_year(person: Person, year: LearningYear) -> None:
    at = timezone.make_aware(dt.datetime.combine(year.last_day, dt.time(10)))
    at -= dt.timedelta(days=40 + person.pk % 20)
    enrolment = take_course(
        person,
        Syllabus.of(_LAST_YEARS_COURSE),
        at=at,
        random=Random(person.pk),  # noqa: S311
    )
    # As a worker would that was away for long: its day is that of today.
    seal_certificate(issue_certificate(enrolment))


def _list_colleagues(township: Agency, day: dt.date) -> list[Person]:
    """Return people of the township without an account of the demo, in service all year."""
    serving = Person.objects.posted_in(Agency.objects.filter(pk=township.pk), day=day)
    serving = serving.filter(is_active=True, postings__valid_from__lt=day - dt.timedelta(days=365))
    still = serving.filter(postings__valid_to=None, postings__agency=township)
    accounts = ("learner", "learner2", "hr-township")
    return list(still.exclude(username__in=accounts).order_by("pk").distinct()[:4])


def has_closed_year() -> bool:
    return YearlyObligation.objects.exists()
