"""Admission: whom a course is for, what is to be learnt before, and who is asked nothing."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from certification.models import Evidence
from courses.assignments.making import DueRule, draft_assignment, make_assignment
from courses.assignments.reach import preview_reach
from courses.entry import (
    EntryRefused,
    EntryRule,
    Prerequisite,
    check_admission,
    find_closed_courses,
    find_cycle,
    find_lacking,
    find_unadmitted,
)
from courses.entry.waivers import (
    NothingToWaive,
    WaiverAnswered,
    ask_for_waiver,
    decide_waiver,
    withdraw_waiver,
)
from courses.models import Course, Enrolment
from courses.progress.enrolment import enrol_person, leave_course
from courses.sessions import SessionRefused
from courses.sessions.seats import join_session
from people.audiences import PeopleRule
from people.models import Message, Person, Role
from tests.courses.factories import make_course, make_enrolment
from tests.courses.session_factories import BEFORE, make_official, make_session
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory
from tests.plan.factories import SkillFactory
from tests.reporting.factories import EvidenceFactory

pytestmark = pytest.mark.django_db


def english_course(**changes):
    return make_course(languages=("en",), **changes)


def enrol(person, course, **how):
    return enrol_person(person, course, language="en", **how)


@pytest.fixture
def office():
    return AgencyFactory()


@pytest.fixture
def held(office):
    """For officers of grades 5 to 8 of the office and what is below it."""
    rule = EntryRule(units=(office.pk,), positions=("officer",), grade_from=5, grade_to=8)
    return english_course(entry_rule=rule, agency=office)


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


@pytest.mark.parametrize(
    ("changes", "is_in"),
    [
        ({}, True),
        ({"grade": 5}, True),
        ({"grade": 4}, False),
        ({"grade": 9}, False),
        ({"grade": None}, False),
        ({"position": {"en": "Driver", "my": "ယာဉ်မောင်း"}}, False),
        ({"agency": "other"}, False),
        ({"valid_to": dt.date(2024, 6, 1)}, False),
    ],
)
def test_units_positions_and_grades_are_asked_alike_everywhere(office, held, changes, is_in):
    here = AgencyFactory(parent=office)
    if changes.get("agency"):
        here, changes = AgencyFactory(), {}
    person = PostingFactory(agency=here, **changes).person
    today = timezone.localdate()
    everybody = Person.objects.all()
    assert check_admission(person, held).is_open == is_in
    assert (person not in find_unadmitted(everybody, held, on=today)) == is_in
    closed = find_closed_courses(person, Course.objects.all(), on=today)
    assert (held.pk not in closed) == is_in


def test_whoever_is_enrolled_stays_when_the_posting_moves_and_comes_back(office, held):
    posting = PostingFactory(agency=office)
    enrolment = enrol(posting.person, held)
    posting.agency = AgencyFactory()
    posting.save()
    assert enrol(posting.person, held) == enrolment
    leave_course(enrolment)
    assert enrol(posting.person, held).withdrawn_at is None


def test_what_an_office_assigns_is_open_and_it_sees_who_lacks_what(office, held):
    before = english_course()
    held.prerequisites = [Prerequisite(course=str(before.key)).to_json()]
    held.save()
    person = PostingFactory(agency=office, grade=12).person
    hr = RoleFactory(agency=office, kind=Role.Kind.HR).person
    draft = draft_assignment(office, held, DueRule(due_days=30), rule=PeopleRule())
    reach = preview_reach(draft)
    assert (reach.count, reach.outside, reach.lacking) == (1, 1, 1)
    assert reach.lacking_names == [person]
    make_assignment(draft, by=hr, expected=1)
    admission = check_admission(person, held)
    assert not admission.is_outside
    assert admission.missing


def test_a_course_or_a_skill_at_a_level_is_asked_before():
    skill, before = SkillFactory(), english_course()
    asked = [Prerequisite(course=str(before.key)), Prerequisite(skill=skill.pk, level=2)]
    course = english_course(prerequisites=asked)
    person, today = PersonFactory(), timezone.localdate()
    assert check_admission(person, course).missing == asked
    done = make_enrolment(before, person=person)
    Enrolment.objects.filter(pk=done.pk).update(completed_at=timezone.now())
    evidence = EvidenceFactory(person=person, skill=skill, level=1)
    assert check_admission(person, course).missing == asked[1:]
    Evidence.objects.filter(pk=evidence.pk).update(level=3)
    assert check_admission(person, course).is_open
    Enrolment.objects.filter(pk=done.pk).update(ends_on=today)
    assert check_admission(person, course).missing == asked[:1]
    assert list(find_lacking(Person.objects.all(), course, on=today)) == [person]
    Course.objects.filter(pk=before.pk).update(is_live=False)  # what is not offered is not asked
    assert check_admission(person, course).is_open


def test_a_circle_is_found_from_any_of_its_courses():
    first, second, third = (english_course() for _ in range(3))
    for course, before in ((second, first), (third, second)):
        course.prerequisites = [Prerequisite(course=str(before.key)).to_json()]
        course.save()
    way = find_cycle(str(first.key), [Prerequisite(course=str(third.key))])
    assert way == [str(first.key), str(third.key), str(second.key)]
    assert find_cycle(str(third.key), [Prerequisite(course=str(first.key))]) == []
    assert find_cycle(str(first.key), [Prerequisite(course=str(first.key))]) == [str(first.key)]


def test_a_trainer_waives_with_words_and_takes_it_back_until_it_is_used():
    course = english_course(prerequisites=[Prerequisite(course=str(english_course().key))])
    trainer = RoleFactory(agency=course.agency, kind=Role.Kind.TRAINER).person
    person = PersonFactory()
    waiver = ask_for_waiver(course, person, wish="I taught it.")
    assert Message.objects.filter(person=trainer, kind="courses/waiver_asked").count() == 1
    with pytest.raises(NothingToWaive):
        ask_for_waiver(course, person, wish="Again.")
    with pytest.raises(PermissionDenied):
        decide_waiver(waiver, grants=True, answer="Yes.", by=RoleFactory(kind="trainer").person)
    decide_waiver(waiver, grants=True, answer="Yes.", by=trainer)
    with pytest.raises(WaiverAnswered):
        decide_waiver(waiver, grants=False, answer="No.", by=trainer)
    assert check_admission(person, course).is_open
    withdraw_waiver(waiver, reason="Another one was meant.", by=trainer)
    with pytest.raises(EntryRefused):
        enrol(person, course)
    again = ask_for_waiver(course, person, wish="I taught it, really.")
    decide_waiver(again, grants=True, answer="Well, then.", by=trainer)
    enrol(person, course)
    with pytest.raises(WaiverAnswered):
        withdraw_waiver(again, reason="Too late.", by=trainer)


def test_nobody_waives_for_themselves():
    course = english_course(prerequisites=[Prerequisite(course=str(english_course().key))])
    trainer = RoleFactory(agency=course.agency, kind=Role.Kind.TRAINER).person
    waiver = ask_for_waiver(course, trainer, wish="I know it.")
    with pytest.raises(PermissionDenied):
        decide_waiver(waiver, grants=True, answer="Indeed.", by=trainer)


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
