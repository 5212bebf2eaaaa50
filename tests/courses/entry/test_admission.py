"""Admission: whom a course is for, and who is asked nothing."""

import pytest

from courses.entry import (
    EntryRefused,
    Prerequisite,
    check_admission,
)
from courses.progress.enrolment import leave_course
from courses.sessions import SessionRefused
from courses.sessions.seats import join_session
from tests.courses.entry.courses import english_course, enrol
from tests.courses.session_factories import BEFORE, make_official, make_session
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


def test_a_course_for_officials_takes_no_citizen_and_one_for_citizens_everybody(
    django_assert_num_queries,
):
    for_officials, for_all = english_course(), english_course(audience="citizen")
    citizen, official = PersonFactory(citizen=True), PersonFactory()
    with django_assert_num_queries(0):
        assert check_admission(citizen, for_officials).is_outside
        assert check_admission(official, for_officials).is_open
        assert check_admission(official, for_all).is_open
    with pytest.raises(EntryRefused):
        enrol(citizen, for_officials)


def test_whoever_is_enrolled_stays_when_the_posting_moves_and_comes_back(office, held):
    posting = PostingFactory(agency=office)
    enrolment = enrol(posting.person, held)
    posting.agency = AgencyFactory()
    posting.save()
    assert enrol(posting.person, held) == enrolment
    leave_course(enrolment)
    assert enrol(posting.person, held).withdrawn_at is None


def test_a_session_of_the_course_is_joined_by_those_it_is_open_to():
    office = AgencyFactory()
    before = english_course(agency=office)
    course = english_course(agency=office, prerequisites=[Prerequisite(course=str(before.key))])
    session, person = make_session(office, course=course), make_official()
    with pytest.raises(SessionRefused):
        join_session(session, person, at=BEFORE)
    course.prerequisites = []
    course.save()
    session.refresh_from_db()
    assert join_session(session, person, at=BEFORE).is_standing
