"""The page of a person tells what their post asks, what they hold and what closes the gap."""

import pytest

from courses.models import CourseSkill
from plan.models import SkillRelation
from tests.courses.factories import make_course
from tests.plan.factories import FrameworkFactory, RoleProfileFactory, SkillFactory
from tests.reporting.factories import EvidenceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def other():
    return SkillFactory(names={"en": "Searching"})


def section_of(client, person):
    page = client.get(f"/en/office/people/{person.pk}/").text
    return page.partition('id="part-asked"')[2].partition("</section>")[0]


def test_it_compares_what_all_profiles_of_the_post_ask_with_what_is_held(as_hr, house, other):
    person = house.people[2]
    RoleProfileFactory(agency=house.root, asks=[(house.skill, 2, None)])
    RoleProfileFactory(agency=house.gad, asks=[(other, 2, 3), (house.skill, 1, None)])
    RoleProfileFactory(agency=house.gad, unit_kind="district", asks=[(house.skill, 4, None)])
    RoleProfileFactory(agency=house.gad, position={"en": "Clerk"}, asks=[(house.skill, 8, None)])
    course = make_course()
    CourseSkill.objects.create(course=course, skill=other, level=2)
    met, _break, lacking = section_of(as_hr, person).partition("Searching")
    assert "2 · Basic" in met
    assert "Met" in met
    assert "Lacking" not in met
    assert "Lacking" in lacking
    assert "Asked of at least 3 in the office" in lacking
    assert course.title in lacking


def test_a_level_too_low_and_no_course_are_told(as_hr, house):
    RoleProfileFactory(agency=house.moha, asks=[(house.skill, 4, None)])
    EvidenceFactory(person=house.people[1], skill=house.skill, level=2)
    section = section_of(as_hr, house.people[1])
    assert "Lacking" in section
    assert "No course teaches it yet" in section


def test_where_no_profile_asks_there_is_no_section(as_hr, house):
    assert section_of(as_hr, house.people[0]) == ""


def test_the_same_skill_of_another_framework_is_told_and_not_counted(as_hr, house):
    person = house.people[0]
    RoleProfileFactory(agency=house.moha, asks=[(house.skill, 2, None)])
    elsewhere = SkillFactory(code="DC22-4.2", framework=FrameworkFactory(code="DC22"))
    SkillRelation.objects.create(source=elsewhere, target=house.skill, kind="equivalent")
    EvidenceFactory(person=person, skill=elsewhere, level=4)
    section = section_of(as_hr, person)
    assert "Lacking" in section
    assert "not counted: DigComp 3.0 DC22-4.2 · 4" in section
