"""People by the skills that are asked: whom the page and its files list, in which order."""

import datetime as dt

import pytest

from certification.models import Evidence
from courses.models import Lesson
from courses.progress.completion import complete_lesson
from people.models import Look
from plan.models import Target
from tests.courses.factories import make_course, make_enrolment, make_lesson, make_module
from tests.people.factories import PostingFactory
from tests.plan.factories import RoleProfileFactory, SkillFactory, TargetFactory
from tests.reporting.web.addresses import about_lines, csv_rows, sheets_of

pytestmark = pytest.mark.each_database
TABLE, FILE = "/en/office/profiles/people/", "/en/office/profiles/people.csv"
LACKS = {"lacks": "DC3-4.2:2"}


@pytest.fixture
def asked(house):
    """A second skill, asked of staff officers alone."""
    skill = SkillFactory(code="DC3-1.1", framework=house.skill.framework)
    RoleProfileFactory(agency=house.root, asks=[(skill, 4, None)])
    return skill


@pytest.fixture
def course(house):
    """A course of three lessons that closes the gap."""
    course = make_course(skills=[(house.skill, 2)])
    module = make_module(course)
    course.lesson_rows = [make_lesson(course, module=module, position=n) for n in (1, 2, 3)]
    return course


def names_of(response):
    return [row.person for row in response.context["rows"]]


def test_each_cell_says_what_is_held_until_when_and_what_is_missing(as_hr, house, asked):
    Evidence.objects.filter(person=house.people[2]).update(expires_on=dt.date(2099, 1, 1))
    clerk = PostingFactory(agency=house.north, position={"en": "Clerk", "my": "စာရေး"}).person
    rows = {row.person: row for row in as_hr.get(TABLE).context["rows"]}
    post, plan = rows[house.people[2]].cells
    assert (post.column.skill, post.state, post.level_name) == (asked, "missing", "")
    assert (plan.state, plan.level_name) == ("held", "2 · Basic")
    assert plan.last_day == dt.date(2098, 12, 31)
    assert [cell.state for cell in rows[clerk].cells] == ["not_asked", "missing"]
    assert (rows[house.people[2]].missing, rows[house.people[3]].missing) == (1, 2)


def test_what_a_target_asks_of_some_is_missing_to_these_alone(as_hr, house):
    skill = SkillFactory(code="DC3-1.1", framework=house.skill.framework)
    clerk = PostingFactory(
        agency=house.north, position={"en": "Clerk", "my": "စာရေး"}, grade=9
    ).person
    some = TargetFactory(agency=house.moha, skill=skill, grade_from=9)
    own = TargetFactory(agency=house.moha, skill=skill, with_below=False)
    page = as_hr.get(TABLE, {"unit": "MOHA"})
    states = {
        row.person: cell.state
        for row in page.context["rows"]
        for cell in row.cells
        if cell.column.skill == skill
    }
    assert {person for person, state in states.items() if state == "missing"} == {
        clerk, house.people[0],
    }  # fmt: skip
    for target, lacking in ((some, clerk), (own, house.people[0])):
        asked = {"unit": "MOHA", "lacks": f"target:{target.pk}", "order": "closest"}
        assert names_of(as_hr.get(TABLE, asked)) == [lacking]
    page = as_hr.get(TABLE, {"unit": "GAD-N", "lacks": f"target:{some.pk}"})
    assert names_of(page) == [clerk]
    assert "grade_from=9" in page.text
    assert as_hr.get(TABLE, {"unit": "GAD-N", "lacks": f"target:{own.pk}"}).status_code == 400


def test_a_lower_level_is_told_and_missing(as_hr, house, asked):
    Evidence.objects.create(
        person=house.people[0],
        skill=asked,
        level=2,
        kind="imported",
        acquired_on=dt.date(2026, 1, 1),
    )
    [cell, _plan] = next(
        row.cells for row in as_hr.get(TABLE).context["rows"] if row.person == house.people[0]
    )
    assert (cell.state, cell.level_name) == ("missing", "2 · Basic")


def test_the_filter_lists_who_lacks_a_skill_that_is_asked_of_them(as_hr, house, asked):
    assert {*names_of(as_hr.get(TABLE, LACKS))} == {house.people[n] for n in (0, 1, 3)}
    PostingFactory(agency=house.north, position={"en": "Clerk", "my": "စာရေး"})
    of_post = as_hr.get(TABLE, {"lacks": "DC3-1.1:4"})
    assert {*names_of(of_post)} == {*house.people}
    assert "5 people of Home Affairs lack" in of_post.text


def test_the_closest_are_those_in_training_with_fewest_lessons_left(as_hr, house, course):
    nobody = as_hr.get(TABLE, LACKS | {"order": "training"}).text
    assert "Nobody who lacks it is in training" in nobody
    begun, further = house.people[0], house.people[3]
    for person, lessons in ((begun, 1), (further, 2)):
        enrolment = make_enrolment(course, person=person)
        for lesson in course.lesson_rows[:lessons]:
            complete_lesson(enrolment, lesson)
    of_them = as_hr.get(TABLE, LACKS | {"order": "training"})
    assert names_of(of_them) == [further, begun]
    assert len(csv_rows(as_hr.get(FILE, LACKS | {"order": "training"}))) == 2
    response = as_hr.get(TABLE, LACKS | {"order": "closest"})
    near = [
        (row.person, row.closeness.left, row.closeness.in_training)
        for row in response.context["rows"]
    ]
    assert near == [(further, 1, True), (begun, 2, True), (house.people[1], 3, False)]
    lines = csv_rows(as_hr.get(FILE, LACKS | {"order": "closest"}))
    assert [(line["Lessons left"], line["In training"]) for line in lines] == [
        ("1", "Yes"), ("2", "Yes"), ("3", "No"),
    ]  # fmt: skip


def test_a_lesson_that_was_taken_from_the_course_is_not_left(as_hr, house, course):
    Lesson.objects.filter(pk=course.lesson_rows[0].lesson_id).update(is_live=False)
    [row, *_others] = as_hr.get(TABLE, LACKS | {"order": "closest"}).context["rows"]
    assert (row.closeness.left, row.closeness.in_training) == (2, False)


def test_without_a_course_the_page_says_so(as_hr):
    assert "No course teaches it yet" in as_hr.get(TABLE, LACKS).text


def test_the_files_equal_the_screen(as_hr, house, asked):
    rows = as_hr.get(TABLE).context["rows"]
    response = as_hr.get(FILE)
    lines = csv_rows(response)
    assert [line["Name"] for line in lines] == [str(row.person) for row in rows]
    assert [line["Missing"] for line in lines] == [str(row.missing) for row in rows]
    sheet = sheets_of(as_hr.get(FILE.replace("csv", "xlsx")))["People and skills"]
    as_text = [["" if cell is None else str(cell) for cell in line] for line in sheet[1:]]
    assert as_text == [list(line.values()) for line in lines]


def test_a_file_says_whom_it_lists_and_enters_the_history(as_hr, house):
    response = as_hr.get(FILE, LACKS)
    assert "skills-MOHA-lacking-DC3-4.2-level-2" in response["Content-Disposition"]
    assert about_lines(response)["Who lacks"].endswith("2 · Basic")
    assert Look.objects.filter(viewer=house.hr).count() == 3


def test_nobody_outside_the_readers_offices_is_listed(as_township, house):
    assert as_township.get(TABLE, {"unit": "MOHA"}).status_code == 404
    assert as_township.get(FILE, {"unit": "MOE"}).status_code == 404
    assert {*names_of(as_township.get(TABLE))} == {house.people[2], house.people[3]}


def test_a_wrong_filter_is_told_and_gives_no_file(as_hr, house):
    assert as_hr.get(TABLE, {"lacks": "X:9"}).status_code == 400
    assert as_hr.get(FILE, {"lacks": "X:9"}).status_code == 400
    page = as_hr.get(TABLE, {"order": "closest"})
    assert page.status_code == 400
    assert "Choose the skill that the listed people are closest to." in page.text
    file = as_hr.get(FILE, {"order": "closest"})
    assert file.status_code == 400
    assert "Choose the skill that the listed people are closest to." in file.text


def test_where_nothing_is_asked_the_page_says_how_to_begin(as_township, house):
    Target.objects.all().delete()
    assert "No skill is asked here yet" in as_township.get(TABLE).text


def test_a_page_costs_as_much_for_many(as_hr, house, course, django_assert_max_num_queries):
    for _ in range(20):
        make_enrolment(course, person=PostingFactory(agency=house.north).person)
    # How well people are known is read once in some minutes.
    as_hr.get(TABLE, LACKS)
    with django_assert_max_num_queries(26):
        as_hr.get(TABLE, LACKS | {"order": "closest"})


def test_the_link_of_a_gap_says_whom_it_will_show(as_hr):
    page = " ".join(as_hr.get("/en/insights/").text.split())
    assert "3 do not hold it, 2 more are needed" in page
    assert "1 without it, 1 more is needed" in page
    assert "3 do not hold it, 2 more are needed" in " ".join(
        as_hr.get("/en/office/plan/").text.split()
    )


def test_who_is_closest_to_what_a_profile_asks_of_so_many(as_hr, house, course):
    """A minimum is asked of nobody in particular, and can be closed by whoever is nearest."""
    profile = RoleProfileFactory(agency=house.root, asks=[(house.skill, 2, 3)])
    one = profile.requirements.get()
    Target.objects.all().delete()
    clerk = PostingFactory(agency=house.north, position={"en": "Clerk", "my": "စာရေး"}).person
    near = house.people[3]
    enrolment = make_enrolment(course, person=near)
    complete_lesson(enrolment, course.lesson_rows[0])
    asked = {"lacks": f"post:{one.pk}", "order": "closest"}
    page = as_hr.get(TABLE, asked)
    assert names_of(page)[0] == near
    assert set(names_of(page)) == {house.people[n] for n in (0, 1, 3)}
    assert clerk not in names_of(page)
    assert "at least 3" in page.text
    rows = csv_rows(as_hr.get(FILE, asked))
    assert [row["Name"] for row in rows] == [str(person) for person in names_of(page)]


def test_where_more_are_needed_than_serve_the_gap_says_so(as_hr, house):
    RoleProfileFactory(agency=house.moha, asks=[(house.skill, 2, 9)])
    page = as_hr.get("/en/office/profiles/gaps/").text
    assert "more are needed; people here without it: 3" in page


def test_the_gap_of_a_profile_says_whom_its_link_shows(as_hr, house):
    profile = RoleProfileFactory(agency=house.root, asks=[(house.skill, 2, None)])
    page = as_hr.get("/en/office/profiles/gaps/").text
    assert "3 do not hold it, 3 more are needed" in page
    one = profile.requirements.get()
    shown = as_hr.get(TABLE, {"lacks": f"post:{one.pk}", "order": "closest"})
    assert shown.context["page"].paginator.count == 3


def test_the_same_file_again_keeps_no_further_looks(as_hr, house):
    for _twice in range(2):
        csv_rows(as_hr.get(FILE))
        assert Look.objects.filter(viewer=house.hr).count() == 5
