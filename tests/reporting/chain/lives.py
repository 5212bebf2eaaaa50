"""People with so much of a course behind them, as rows, for tests of the chain."""

import datetime as dt
import itertools
import uuid

from django.utils import timezone

from certification.models import Certificate, Evidence
from courses.models import Enrolment, LessonOpening
from tests.people.factories import PersonFactory, PostingFactory
from tests.reporting.conftest import DAY

STEPS = ("enrolled", "started", "completed", "certified")
_NUMBERS = itertools.count(1)


def noon(day):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def live(agency, lesson, skill, *, until, on=dt.date(2025, 3, 3), ends=None, revoked=None, **more):
    """A person posted in the agency who enrolled on the day and came to the step."""
    person = more.pop("person", None) or PersonFactory()
    if not person.postings.exists():
        PostingFactory(person=person, agency=agency)
    enrolment = Enrolment.objects.create(
        person=person,
        course=lesson.module.course,
        enrolled_at=noon(on),
        completed_at=noon(on) if until in STEPS[2:] else None,
        **more,
    )
    if until in STEPS[1:]:
        LessonOpening.objects.create(enrolment=enrolment, lesson=lesson, opened_at=noon(on))
    if until == "certified":
        prove(enrolment, skill, on=on, ends=ends, revoked=revoked)
    return person


def prove(enrolment, skill, *, on, ends=None, revoked=None):
    """The certificate of the enrolment, and what it proves."""
    number = next(_NUMBERS)
    certificate = Certificate.objects.create(
        code=f"{number:012}",
        award_key=f"enrolment:{enrolment.pk}",
        enrolment=enrolment,
        person=enrolment.person,
        course=enrolment.course,
        achievement=uuid.uuid4().hex,
        facts={},
        issued_at=noon(on),
        status_index=number,
    )
    return Evidence.objects.create(
        person=enrolment.person,
        skill=skill,
        level=2,
        kind=Evidence.Kind.CERTIFICATE,
        certificate=certificate,
        acquired_on=on,
        expires_on=ends,
        revoked_on=revoked,
    )


A_YEAR_AGO = DAY.replace(year=DAY.year - 1)
