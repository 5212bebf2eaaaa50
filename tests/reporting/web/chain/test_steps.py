"""The page of a chain, its file, and the people behind its steps."""

from urllib.parse import urlencode

import pytest
from django.utils import timezone

from courses.models import FollowUp
from people.models import Look
from tests.courses.factories import make_course, make_lesson
from tests.people.factories import PersonFactory
from tests.reporting.chain.lives import A_YEAR_AGO, STEPS, live
from tests.reporting.web.addresses import (
    ON,
    PAGE,
    about_lines,
    csv_rows,
    sheets_of,
    text_of,
)

pytestmark = pytest.mark.django_db
CHAIN, PEOPLE = "/en/insights/chain/", "/en/insights/chain/people/"
ASKED = ON | {"unit": "MOHA", "skill": "DC3-4.2", "level": "2", "year": "2025"}


@pytest.fixture(autouse=True)
def _all_groups_are_told(settings):
    settings.SMALLEST_GROUP = 1


@pytest.fixture
def learners(house):
    """One who only enrolled, and one who was certified a year ago."""
    course = make_course(agency=house.moha, skills=[(house.skill, 2)])
    lesson = make_lesson(course).lesson
    named = PersonFactory(name_en="Zaw Lin Htut")
    begun = live(house.north, lesson, house.skill, until=STEPS[0], person=named)
    return [begun, live(house.north, lesson, house.skill, until=STEPS[3], on=A_YEAR_AGO)]


def test_the_page_shows_steps_shares_and_who_stands_behind_them(as_hr, learners):
    page = text_of(as_hr.get(CHAIN, ASKED))
    assert "Of 2 people posted in Home Affairs who enrolled in 2025" in page
    assert "above, 1 had its certificate by" in page
    assert 'class="chart-funnel"' in page
    assert "50%" in page
    assert f"{PEOPLE}?unit=MOHA" in page
    assert "who=lost" in page
    assert "Asked about use at work" in page
    assert "Nobody took a first test before the course" in page
    assert "more points at the end than in the first test, of 0 who took both" in page
    assert "step=learnt" not in page


def test_a_year_may_be_in_burmese_digits_and_beside_a_wrong_one_is_the_newest(as_hr, learners):
    assert as_hr.get(CHAIN, ASKED | {"year": "၂၀၂၅"}).context["year"] == 2025
    wrong = as_hr.get(CHAIN, ASKED | {"year": "1999"})
    assert (wrong.status_code, wrong.context["year"]) == (400, 2026)
    assert "year=1999" in text_of(wrong)
    people, end = CHAIN.replace("chain/", "chain/people"), {"year": "1999", "step": "enrolled"}
    for address in (CHAIN.replace("chain/", "chain.csv"), f"{people}.csv"):
        assert as_hr.get(address, ASKED | end).status_code == 400
    assert "chain/people/?" in as_hr.post(f"{people}/act/?{urlencode(ASKED | end)}").url


def test_a_year_without_anybody_says_what_to_do(as_hr, learners):
    page = text_of(as_hr.get(CHAIN, ASKED | {"year": "2026"}))
    assert "Nobody posted here enrolled in this year" in page


def test_a_skill_without_a_course_says_so(as_hr, house):
    assert "No course teaches this skill at the level yet." in text_of(as_hr.get(CHAIN, ASKED))


def test_a_small_cohort_is_told_nowhere(as_hr, learners, settings):
    settings.SMALLEST_GROUP = 10
    # Nobody is sent to a unit above their own.
    for unit, advice in (
        ("GAD-N", "Choose the unit above"),
        ("MOHA", "Choose another year, or see"),
    ):
        page = text_of(as_hr.get(CHAIN, ASKED | {"unit": unit}))
        assert "Too few people to be told of" in page
        assert advice in page
    rows = csv_rows(as_hr.get("/en/insights/chain.csv", ASKED))
    assert rows == []
    page = text_of(as_hr.get(PEOPLE, ASKED))
    assert "Groups of fewer than 10 people are not told of." in page
    assert "Zaw Lin Htut" not in page


def test_files_have_the_rows_of_the_page(as_hr, learners):
    response = as_hr.get("/en/insights/chain.csv", ASKED)
    rows = csv_rows(response)
    steps = [(row["Step"], row["People"], row["Fewer"]) for row in rows]
    # Where the page has a dash there is no loss: who was not asked yet is not lost.
    assert steps[:3] == [("Enrolled", "2", ""), ("Started", "1", "1"), ("Completed", "1", "0")]
    response = as_hr.get("/en/insights/chain.csv", ASKED)
    assert about_lines(response)["Enrolled in the year"] == "2025"
    book = sheets_of(as_hr.get("/en/insights/chain.xlsx", ASKED))
    assert book["From enrolment to use"][1][:2] == ("Enrolled", 2)


def test_of_a_day_to_come_there_is_a_page_of_today_and_no_file(as_hr, learners):
    ahead = ASKED | {"day": "2090-01-01"}
    assert as_hr.get(CHAIN, ahead).status_code == 200
    refused = as_hr.get("/en/insights/chain.csv", ahead)
    assert refused.status_code == 400
    assert "Ask for today or an earlier day." in text_of(refused)


def test_people_of_a_step_are_named_and_the_look_is_kept(as_hr, learners, house):
    page = as_hr.get(PEOPLE, ASKED | {"step": "started", "who": "lost"})
    assert [row.person for row in page.context["people"].page] == [learners[0]]
    assert Look.objects.filter(viewer=house.hr).exists()
    page = as_hr.get(PEOPLE, ASKED | {"step": "still_held"})
    assert [row.person for row in page.context["people"].page] == [learners[1]]
    # What nobody knows shows all who enrolled.
    assert as_hr.get(PEOPLE, ASKED | {"step": "nonsense"}).context["people"].total == 2


def test_who_did_not_answer_about_use_at_work_is_not_named(as_hr, learners):
    """The question says that nobody has to answer it."""
    enrolment = learners[1].enrolments.get()
    at = enrolment.completed_at
    FollowUp.objects.create(enrolment=enrolment, asked_at=at, closes_on=timezone.localdate(at))
    assert "step=answered" not in text_of(as_hr.get(CHAIN, ASKED))
    page = as_hr.get(PEOPLE, ASKED | {"step": "answered", "who": "lost"})
    assert "people" not in page.context
    assert "who did not is not named" in text_of(page)


def test_who_serves_elsewhere_is_counted_without_a_name(as_township, learners, house):
    asked = ASKED | {"unit": "GAD-N", "step": "enrolled"}
    assert as_township.get(PEOPLE, asked).context["people"].total == 2
    assert as_township.get(PEOPLE, asked | {"unit": "MOE"}).status_code == 404


def test_targets_lead_there(as_hr, house):
    assert f'href="{CHAIN}?unit=MOHA' in as_hr.get(PAGE, ON | {"unit": "MOHA"}).content.decode()


def test_the_pages_cost_a_fixed_number_of_queries(as_hr, learners, django_assert_max_num_queries):
    # How well people are known is read once in some minutes.
    as_hr.get(CHAIN, ASKED)
    with django_assert_max_num_queries(24):
        as_hr.get(CHAIN, ASKED)
    with django_assert_max_num_queries(24):
        as_hr.get(PEOPLE, ASKED)
