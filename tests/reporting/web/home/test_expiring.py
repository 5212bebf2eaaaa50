"""The page and the files of what expires: how many by skill, who, and what renews it."""

import datetime as dt

import pytest
from django.utils import timezone

from people.models import Look, Posting
from tests.courses.factories import make_course
from tests.people.factories import PostingFactory
from tests.plan.factories import SkillFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory
from tests.reporting.web.addresses import ON, PAGE, about_lines, csv_rows, sheets_of

pytestmark = pytest.mark.any_database
EXPIRING, CSV, XLSX = (f"/en/insights/expiring{end}" for end in ("/", ".csv", ".xlsx"))


@pytest.fixture
def losing(house):
    """Three of the ministry lose the skill in 30, 60 and 120 days; another skill goes sooner."""
    people = []
    for days in (30, 60, 120):
        person = PostingFactory(agency=house.north).person
        ends = DAY + dt.timedelta(days)
        EvidenceFactory(person=person, skill=house.skill, expires_on=ends)
        people.append(person)
    other = SkillFactory(code="DC3-1.1")
    EvidenceFactory(person=people[0], skill=other, expires_on=DAY + dt.timedelta(5))
    return people


def test_each_skill_has_its_number_with_what_renews_it(as_hr, house, losing):
    course = make_course(skills=[(house.skill, 2)])
    page = as_hr.get(EXPIRING, ON)
    rows = page.context["outlook"].rows
    assert [(row.skill.code, row.people, row.courses) for row in rows] == [
        ("DC3-4.2", 2, (course,)),
        ("DC3-1.1", 1, ()),
    ]
    assert "No course teaches it" in page.text
    assert "can renew it from 90 days before it ends" in page.text
    assert "skill_proof=lost-90" in page.text


def test_the_people_of_a_skill_come_by_their_last_day(as_hr, house, losing):
    names = as_hr.get(EXPIRING, ON | {"within": "180"}).context["names"]
    assert [row.person for row in names.rows] == losing
    assert names.rows[0].last == DAY + dt.timedelta(29)
    other = as_hr.get(EXPIRING, ON | {"skill": "DC3-1.1"}).context["names"]
    assert [row.person for row in other.rows] == losing[:1]


def test_who_serves_elsewhere_today_has_no_name_here(as_hr, house, losing):
    Posting.objects.filter(person=losing[0]).update(valid_to=DAY + dt.timedelta(1))
    PostingFactory(person=losing[0], agency=house.moe, valid_from=DAY + dt.timedelta(1))
    names = as_hr.get(EXPIRING, ON | {"skill": "DC3-4.2"}).context["names"]
    told = (names.total, names.hidden, len(names.rows))
    assert told == ((2, 1, 1) if timezone.localdate() > DAY else (2, 0, 2))


def test_few_are_named_on_the_page_of_the_unit_itself(as_hr, house, losing):
    page = as_hr.get(PAGE, ON)
    assert [one.person for one in page.context["insights"].losing.rows] == losing[:2]
    assert all(str(person) in page.text for person in losing[:2])
    assert set(Look.objects.values_list("person", flat=True)) == {one.pk for one in losing[:2]}


def test_the_page_of_the_unit_says_who_has_no_name_there(as_hr, house, losing):
    Posting.objects.filter(person=losing[0]).update(valid_to=DAY + dt.timedelta(1))
    PostingFactory(person=losing[0], agency=house.moe, valid_from=DAY + dt.timedelta(1))
    named = as_hr.get(PAGE, ON).context["insights"].losing
    told = (len(named.rows), named.hidden)
    assert told == ((1, 1) if timezone.localdate() > DAY else (2, 0))


def test_more_are_a_list_of_their_own(as_hr, house, losing):
    for posting in PostingFactory.create_batch(4, agency=house.north):
        ends = DAY + dt.timedelta(30)
        EvidenceFactory(person=posting.person, skill=house.skill, expires_on=ends)
    insights = as_hr.get(PAGE, ON).context["insights"]
    assert (insights.expiring, insights.losing.rows, insights.losing.hidden) == (6, (), 0)
    assert not Look.objects.exists()


@pytest.mark.parametrize(
    ("within", "count"), [("30", 1), ("90", 2), ("180", 3), ("365", 3), ("7", 2), ("x", 2)]
)
def test_the_time_may_be_chosen(as_hr, losing, within, count):
    page = as_hr.get(EXPIRING, ON | {"within": within})
    rows = page.context["outlook"].rows
    assert page.status_code == (400 if within in ("7", "x") else 200)
    assert as_hr.get(CSV, ON | {"within": within}).status_code == page.status_code
    assert {row.skill.code: row.people for row in rows}["DC3-4.2"] == count


def test_files_name_everybody_and_a_workbook_the_skills_too(as_hr, house, losing):
    rows = csv_rows(as_hr.get(CSV, ON))
    assert [(row["Name"], row["Skill code"], row["Valid until"]) for row in rows] == [
        (str(losing[0]), "DC3-1.1", "2026-11-27"),
        (str(losing[0]), "DC3-4.2", "2026-12-22"),
        (str(losing[1]), "DC3-4.2", "2027-01-21"),
    ]
    sheets = sheets_of(as_hr.get(XLSX, ON))
    assert [line[3] for line in sheets["What expires"][1:]] == [2, 1]
    assert len(sheets["People"]) == 4
    about = about_lines(as_hr.get(CSV, ON))
    assert (about["Level or above"], about["Counted in all"]) == ("2 · Basic", "3")


def test_nothing_expires_says_what_to_do(as_hr, house):
    assert "can renew it from" not in as_hr.get(EXPIRING, ON).text
    assert "Nothing expires in this time" in as_hr.get(EXPIRING, ON).text
    assert "Nobody loses “Protecting data”" in as_hr.get(PAGE, ON).text


def test_the_page_of_the_unit_tells_how_many(as_hr, losing):
    page = " ".join(as_hr.get(PAGE, ON).text.split())
    assert "<b>2</b> people</a> lose “Protecting data”" in page


def test_many_people_cost_as_much_as_few(as_hr, house, losing, django_assert_max_num_queries):
    for _ in range(20):
        person = PostingFactory(agency=house.south).person
        EvidenceFactory(person=person, skill=house.skill, expires_on=DAY + dt.timedelta(9))
    # How well people are known is read once in some minutes.
    as_hr.get(EXPIRING, ON)
    with django_assert_max_num_queries(25):
        assert len(as_hr.get(EXPIRING, ON).context["names"].rows) == 22


def test_a_township_asks_about_itself_only(as_township):
    assert as_township.get(EXPIRING, {"unit": "MOHA"}).status_code == 404
    assert as_township.get(EXPIRING, ON).status_code == 200
