"""A unit is found by words of its name in either script, or by its code."""

import pytest

from tests.people.factories import AgencyFactory
from tests.reporting.web.addresses import ON, PAGE

pytestmark = pytest.mark.any_database
FIND = "/en/insights/units/"


def found_by(client, text):
    return [unit.code for unit, _above in client.get(FIND, {"q": text}).context["units"]]


@pytest.mark.parametrize(
    "text", ["gad-n", "north office", "Office NORTH", "မြောက်", "  North   Office "]
)
def test_one_unit_opens_with_the_question_as_it_was(as_hr, text):
    response = as_hr.get(FIND, ON | {"q": text, "measure": "trained"})
    assert response.status_code == 302
    address = response["Location"]
    assert address.startswith(PAGE + "?unit=GAD-N&")
    assert "measure=trained" in address
    assert "day=2026-11-23" in address


def test_a_whole_name_is_meant_where_others_have_its_words(as_hr, house):
    AgencyFactory(parent=house.gad, code="GAD-NN", names={"en": "North Office of the River"})
    assert as_hr.get(FIND, {"q": "north office"})["Location"].startswith(PAGE + "?unit=GAD-N&")


def test_several_are_told_apart_by_what_stands_above_them(as_hr, house):
    page = as_hr.get(FIND, {"q": "office"})
    assert [unit.code for unit, _above in page.context["units"]] == ["GAD-N", "GAD-S"]
    assert [one.code for one in page.context["units"][0][1]] == ["MOHA", "GAD"]


@pytest.mark.parametrize("text", ["Education", "MOE", "nothing", "x" * 500, "%", "\x00"])
def test_what_is_out_of_reach_is_not_found(as_hr, text):
    assert found_by(as_hr, text) == []


def test_no_words_ask_for_some(as_hr):
    assert "Type a word of the name" in as_hr.get(FIND).text
    assert "No unit was found" in as_hr.get(FIND, {"q": "zzz"}).text


def test_many_units_cost_as_much_as_few(as_hr, house, django_assert_max_num_queries):
    for _ in range(60):
        AgencyFactory(parent=house.south, names={"en": "Village office"})
    with django_assert_max_num_queries(12):
        page = as_hr.get(FIND, {"q": "village"})
    assert len(page.context["units"]) == 50
    assert "More units fit than are shown" in page.text
