"""Every address of the reports answers only those who may read, and only a right question."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory
from tests.plan.factories import SkillFactory, TargetFactory
from tests.reporting.factories import EvidenceFactory
from tests.reporting.web.addresses import ALL, BROWSER, CSV, ON, PAGE, PEOPLE, XLSX, text_of

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize("address", ALL)
@pytest.mark.parametrize(
    "unit", ["MOHA", "GAD", "GAD-S", "MOE", "MM", "NOWHERE", "%00", "GAD-N' OR 1"]
)
def test_a_unit_out_of_reach_is_not_found(as_township, address, unit):
    assert as_township.get(address, {"unit": unit}).status_code == 404


@pytest.mark.parametrize("address", ALL)
def test_a_person_without_a_role_is_told_what_to_do(client, house, address):
    client.force_login(PersonFactory())
    response = client.get(address)
    assert response.status_code == 403
    assert "ask the registrar" in text_of(response)


@pytest.mark.parametrize("address", ALL)
def test_a_visitor_is_asked_to_sign_in(client, db, address):
    response = client.get(address)
    assert response.status_code == 302
    assert "/accounts/login/" in response.headers["Location"]


@pytest.mark.parametrize("address", ALL)
@pytest.mark.parametrize(
    "wrong",
    [{"day": "yesterday"}, {"day": "0001-01-01"}, {"level": "9"}, {"level": "two"},
     {"skill": "DC3-0.0"}, {"skill": "DC3-9"}, {"measure": "guessed"}, {"skill": "\x00"}],
)  # fmt: skip
def test_a_wrong_question_is_told_and_never_answered_silently(as_hr, address, wrong):
    response = as_hr.get(address, wrong, headers=BROWSER)
    assert response.status_code == 400
    assert "There is a problem" in text_of(response)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "\nLevel or above – Select"), ("my", "\nအနိမ့်ဆုံး အဆင့် – ")],
)
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_program_that_asks_wrongly_for_a_file_is_told_in_plain_words(
    as_hr, language, words, suffix
):
    asked = {"level": "9", "range": "ever"}
    answer = as_hr.get(f"/{language}/insights/export.{suffix}", asked, headers={"Accept": "*/*"})
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert words in answer.text
    assert "range=ever" in answer.text


def test_a_unit_without_people_and_a_house_without_skills_still_answer(client, db):
    empty = AgencyFactory()
    client.force_login(PersonFactory(admin=True))
    assert "There are no skills yet." in text_of(client.get(PAGE, {"unit": empty.code}))
    SkillFactory()
    page = text_of(client.get(PAGE, {"unit": empty.code}))
    assert "Of 0 officials" in page
    assert "heat-none" in page
    for address in ALL:
        assert client.get(address, {"unit": empty.code}).status_code == 200


def fill(house, units):
    for _ in range(units):
        unit = AgencyFactory(parent=house.moha)
        person, skill = PostingFactory(agency=unit).person, SkillFactory()
        EvidenceFactory(person=person, skill=skill, agency=unit)
        TargetFactory(agency=unit, skill=skill)


@pytest.mark.parametrize("measure", ["held", "trained"])
@pytest.mark.parametrize(("address", "budget"), [(PAGE, 27), (PEOPLE, 18), (CSV, 20), (XLSX, 26)])
def test_the_queries_of_a_page_do_not_grow_with_units_and_targets(
    as_hr, house, address, budget, measure
):
    question = ON | {"unit": "MOHA", "skill": "DC3-4.2", "measure": measure}
    used = []
    # From the first on so many that they may have sums, which costs one query more.
    for units in (16, 10):
        fill(house, units)
        as_hr.get(address, question)
        with CaptureQueriesContext(connection) as queries:
            assert as_hr.get(address, question).status_code == 200
        used.append(len(queries))
    assert used[0] == used[1]
    assert used[1] <= budget
