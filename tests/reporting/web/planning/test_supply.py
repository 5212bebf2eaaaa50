"""Skills of the plan without a course: what each lacks, on the page and in its file."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from courses.models import Course
from courses.progress.completion import complete_lesson
from courses.progress.enrolment import enrol_person
from people.models import Role
from tests.courses.factories import make_course, make_lesson
from tests.people.factories import PostingFactory, RoleFactory
from tests.plan.factories import SkillFactory, TargetFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory
from tests.reporting.web.addresses import ON, about_lines, csv_rows

pytestmark = pytest.mark.each_database
SUPPLY, FILE = "/en/insights/supply/", "/en/insights/supply.csv"


def states_of(response):
    return [(row.skill.code, row.level, row.state) for row in response.context["rows"]]


def test_a_skill_without_a_course_says_so_with_its_gap(as_hr, house):
    page = as_hr.get(SUPPLY, ON)
    [row] = page.context["rows"]
    assert (row.state, row.gap, len(row.targets)) == ("none", 2, 2)
    # The largest gap and the nearest day may be those of two targets.
    assert csv_rows(as_hr.get(FILE, ON))[0]["First due"] == row.due_on.isoformat()
    assert "ask for 1 skill" in page.text
    assert "1 of them has no current course in every language needed here: Burmese." in page.text
    assert "tell those of your ministry or academy" in page.text


def test_a_language_of_the_people_is_asked_for_and_told_as_missing(as_hr, house, settings):
    settings.SMALLEST_GROUP = 2
    course = make_course(skills=[(house.skill, 2)], languages=("my",))
    at, read = parse_datetime("2026-11-01T09:00+06:30"), make_lesson(make_course())
    for person in house.people[:2]:
        enrolment = enrol_person(person, read.lesson.module.course, language="en", at=at)
        complete_lesson(enrolment, read, at=at)
    page = as_hr.get(SUPPLY, ON)
    [row] = page.context["rows"]
    assert (row.state, [one.course for one in row.courses]) == ("untranslated", [course])
    text = " ".join(page.text.split())
    assert "has no current course in every language needed here: Burmese, English." in text
    assert "Missing: English" in text
    [line] = csv_rows(as_hr.get(FILE, ON))
    assert line["Languages that are missing"] == "English"
    assert about_lines(as_hr.get(FILE, ON))["Languages needed"] == "Burmese, English"


def test_one_current_course_is_enough_and_the_worst_come_first(as_hr, house):
    TargetFactory(agency=house.moha, skill=SkillFactory(code="DC3-9.9"), headcount=3)
    make_course(skills=[(house.skill, 2)], languages=("en",))
    make_course(skills=[(house.skill, 2)])
    page = as_hr.get(SUPPLY, ON)
    assert states_of(page) == [("DC3-9.9", 2, "none"), ("DC3-4.2", 2, "taught")]
    lines = csv_rows(as_hr.get(FILE, ON))
    assert [(line["Skill code"], line["Gap"]) for line in lines] == [
        (row.skill.code, str(row.gap)) for row in page.context["rows"]
    ]


def test_a_course_to_be_reviewed_says_by_which_day_and_leads_who_writes_it_there(
    as_hr, house, django_assert_max_num_queries
):
    owner = PostingFactory(agency=house.north).person
    late = {"review_by": dt.date(2026, 11, 22), "owner": owner, "agency": house.moha}
    [course, begun] = [make_course(skills=[(house.skill, 2)], **late) for _ in range(2)]
    Course.objects.filter(pk=begun.pk).update(review_begun_on=DAY, agency=house.moe)
    editor = reverse("course_editor", args=[course.key])
    # Once in some minutes it is counted how well the people of the unit are known: three more.
    with django_assert_max_num_queries(27):
        text = " ".join(as_hr.get(SUPPLY, ON).text.split())
    assert "Was to be reviewed by 22 November 2026" in text
    assert "Being reviewed since 23 November 2026" in text
    assert f"{owner.get_full_name()}, Home Affairs" in text
    assert editor not in text
    RoleFactory(person=house.hr, agency=house.moha, kind=Role.Kind.TRAINER)
    page = as_hr.get(SUPPLY, ON).text
    assert (editor in page, reverse("course_editor", args=[begun.key]) in page) == (True, False)
    [line] = csv_rows(as_hr.get(FILE, ON))
    assert line["Review by"] == "2026-11-22"
    assert {*line["Whose courses"].split("; ")} == {"Home Affairs", "Education"}


def test_what_is_reached_or_past_needs_no_course(as_hr, house):
    for person in house.people:
        EvidenceFactory(person=person, skill=house.skill)
    assert "No target asks for a skill any more" in as_hr.get(SUPPLY, ON).text
    assert states_of(as_hr.get(SUPPLY, {"day": "2027-06-01"})) == []


def test_a_township_asks_about_itself_only(as_township):
    assert as_township.get(SUPPLY, {"unit": "MOHA"}).status_code == 404
    assert [row.gap for row in as_township.get(SUPPLY, ON).context["rows"]] == [1]
