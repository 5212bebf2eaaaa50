"""What is to be learnt before, and that it leads in no circle."""

import pytest
from django.utils import timezone

from certification.models import Evidence
from courses.entry import (
    Prerequisite,
    check_admission,
    find_cycle,
    find_lacking,
)
from courses.models import Course, Enrolment
from people.models import Person
from tests.courses.entry.courses import english_course
from tests.courses.factories import make_enrolment
from tests.people.factories import PersonFactory
from tests.plan.factories import SkillFactory
from tests.reporting.factories import EvidenceFactory

pytestmark = pytest.mark.django_db


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
