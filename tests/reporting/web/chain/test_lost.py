"""The people of a chain's step are acted on, and leave in a file, as the list shows them."""

from urllib.parse import urlencode

import pytest

from courses.models import FollowUp
from people.models import BulkAct
from tests.courses.factories import make_course, make_lesson
from tests.reporting.chain.lives import A_YEAR_AGO, STEPS, live
from tests.reporting.web.addresses import about_lines, csv_rows

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PEOPLE, CSV = "/en/insights/chain/people/", "/en/insights/chain/people.csv"
ASKED = {"unit": "MOHA", "skill": "DC3-4.2", "level": "2", "day": "2026-11-23", "year": "2025"}


@pytest.fixture
def learners(house, settings):
    """One who only enrolled, and one who was certified a year ago and uses it."""
    settings.SMALLEST_GROUP = 1
    lesson = make_lesson(make_course(agency=house.moha, skills=[(house.skill, 2)])).lesson
    people = [
        live(house.north, lesson, house.skill, until=STEPS[0]),
        live(house.north, lesson, house.skill, until=STEPS[3], on=A_YEAR_AGO),
    ]
    enrolment = people[1].enrolments.get()
    at = enrolment.completed_at
    said = {"asked_at": at, "closes_on": at.date(), "answered_at": at}
    FollowUp.objects.create(enrolment=enrolment, answer="often", words="Every day", **said)
    return people


def test_who_was_lost_is_written_to(as_hr, learners):
    asked = ASKED | {"step": "started", "who": "lost"}
    page = as_hr.get(PEOPLE, asked)
    assert 'value="write"' in page.text
    act = f"{PEOPLE}act/{page.context['own']}"
    leads = as_hr.post(act, {"act": "write", "whom": "everybody"})
    assert set(BulkAct.objects.get().waiting) == {learners[0].pk}
    assert f"{PEOPLE}{page.context['own']}".replace("&", "&amp;") in as_hr.get(leads.url).text


def test_files_have_the_people_of_the_page(as_hr, learners):
    lost = as_hr.get(CSV, ASKED | {"step": "started", "who": "lost"})
    rows = csv_rows(lost)
    assert [row["Name"] for row in rows] == [str(learners[0])]
    assert "-lost-started-" in lost["Content-Disposition"]
    applied = as_hr.get(CSV, ASKED | {"step": "applied"})
    [row] = csv_rows(applied)
    assert (row["Unit code"], row["Said about use at work"]) == ("GAD-N", "Yes, often – Every day")
    about = about_lines(as_hr.get(CSV, ASKED | {"step": "applied"}))
    assert about["Step"] == "Applied at work"
    assert int(about["Counted in all"]) == len(
        csv_rows(as_hr.get(CSV, ASKED | {"step": "applied"}))
    )


def test_whom_the_page_does_not_name_no_file_names(as_hr, learners, settings):
    silent = ASKED | {"step": "answered", "who": "lost"}
    assert as_hr.get(CSV, silent).url.startswith(PEOPLE)
    settings.SMALLEST_GROUP = 10
    assert as_hr.get(CSV, ASKED).url.startswith(PEOPLE)
    act = f"{PEOPLE}act/?{urlencode(ASKED)}"
    assert as_hr.post(act, {"act": "write", "whom": "everybody"}).url.startswith(PEOPLE)
    assert not BulkAct.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"step": "nonsense"}, {"step": "started", "who": "nonsense"}, {"day": "2090-01-01"}],
)
def test_what_the_page_does_not_know_is_neither_a_file_nor_an_act(as_hr, learners, wrong):
    assert as_hr.get(CSV, ASKED | wrong).status_code == 400
    act = f"{PEOPLE}act/?{urlencode(ASKED | wrong)}"
    assert as_hr.post(act, {"act": "write", "whom": "everybody"}).url.startswith(PEOPLE)
    assert not BulkAct.objects.exists()
