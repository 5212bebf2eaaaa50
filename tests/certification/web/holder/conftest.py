"""Somebody with two certificates."""

import datetime as dt

import pytest

from certification.issuing.issue import issue_certificate
from certification.sealing.seal import seal_certificate
from tests.certification.factories import completed_enrolment, make_skill
from tests.courses.factories import make_course
from tests.people.factories import AgencyFactory

AT = dt.datetime(2026, 11, 26, 6, 0, tzinfo=dt.UTC)


@pytest.fixture
def person(sealed):
    """Somebody with two certificates of different courses."""
    course = make_course(skills=[(make_skill("DC3-4.1"), 2)])
    office = AgencyFactory(code="OTHER")
    again = completed_enrolment(person=sealed.person, course=course, office=office)
    seal_certificate(issue_certificate(again), at=AT)
    return sealed.person
