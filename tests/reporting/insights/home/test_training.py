"""In training is who takes a course for what a target asks, and does not hold it yet."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.models import Course
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import list_target_rows
from reporting.insights.home import count_in_training
from tests.courses.factories import make_course, make_enrolment
from tests.people.factories import PersonFactory, PostingFactory
from tests.plan.factories import SkillFactory, TargetFactory
from tests.reporting.factories import EvidenceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(house):
    return make_course(skills=[(house.skill, 2)])


def count(house, unit=None, day=None):
    day = day or timezone.localdate()
    unit, admin = unit or house.moha, PersonFactory(admin=True)
    rows = list_target_rows(admin, unit, day=day)
    counts = count_in_training(rows, UnitContext.of(unit, day))
    return [counts[row.target.pk] for row in rows]


def test_people_count_once_in_every_unit_above(house, course):
    again = make_course(skills=[(house.skill, 4)])
    for one in (course, again):
        make_enrolment(one, person=house.people[3])
    make_enrolment(course, person=house.people[1])
    assert count(house) == [2, 1]
    assert count(house, house.north) == [1]


def test_who_holds_it_or_takes_too_little_is_not_in_training(house, course):
    make_enrolment(course, person=house.people[2])
    make_enrolment(make_course(skills=[(house.skill, 1)]), person=house.people[3])
    make_enrolment(make_course(), person=house.people[3])
    make_enrolment(course, person=PostingFactory(agency=house.moe).person)
    assert count(house) == [0, 0]


def test_who_left_finished_or_closed_the_account_is_not_in_training(house, course):
    left, done, closed, late = (PostingFactory(agency=house.north).person for _ in range(4))
    for person in (left, done, closed):
        enrolment = make_enrolment(course, person=person)
        now = timezone.now()
        enrolment.withdrawn_at = now if person == left else None
        enrolment.completed_at = now if person == done else None
        enrolment.save()
    closed.is_active = False
    closed.save()
    make_enrolment(course, person=late)
    assert count(house) == [1, 1]
    # The day before nobody had begun.
    assert count(house, day=timezone.localdate() - dt.timedelta(1)) == [0, 0]


def test_a_course_that_ended_teaches_nobody(house, course):
    make_enrolment(course, person=house.people[3])
    Course.objects.filter(pk=course.pk).update(is_live=False)
    assert count(house) == [0, 0]


def test_a_target_counts_its_own_audience_and_units_only(house, course):
    clerk = PostingFactory(agency=house.north, position={"en": "Clerk"}, grade=3).person
    for person in (clerk, house.people[0]):
        make_enrolment(course, person=person)
    TargetFactory(agency=house.moha, skill=house.skill, headcount=2, positions=[{"en": "Clerk"}])
    TargetFactory(agency=house.moha, skill=house.skill, headcount=2, with_below=False)
    assert sorted(count(house)) == [1, 1, 1, 2]


def test_many_rows_cost_as_many_queries_as_one(house, course, django_assert_num_queries):
    for _ in range(8):
        skill = SkillFactory()
        make_enrolment(make_course(skills=[(skill, 2)]), person=house.people[1])
        TargetFactory(agency=house.moha, skill=skill)
    EvidenceFactory(person=house.people[1], skill=house.skill)
    day = timezone.localdate()
    rows = list_target_rows(PersonFactory(admin=True), house.moha, day=day)
    context = UnitContext.of(house.moha, day)
    with django_assert_num_queries(2):
        counts = count_in_training(rows, context)
    assert sorted(counts.values()) == [0, 0, *[1] * 8]
