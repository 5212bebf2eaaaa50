"""Agencies are found by their code, else by words of a name, among those one may choose."""

import pytest

from people.agencies.search import search_agencies
from people.models import Agency
from tests.people.factories import AgencyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture(autouse=True)
def offices():
    AgencyFactory(code="GAD", names={"my": "အထွေထွေ အုပ်ချုပ်ရေး", "en": "General Administration"})
    AgencyFactory(code="GAD-T1", names={"my": "အင်းစိန် ရုံး", "en": "Insein Administration"})


def find(text, agencies=None):
    found = search_agencies(Agency.objects.all() if agencies is None else agencies, text)
    return set(found.values_list("code", flat=True))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("gad", {"GAD"}),
        (" GAD-T1 ", {"GAD-T1"}),
        ("administration", {"GAD", "GAD-T1"}),
        ("administration insein", {"GAD-T1"}),
        ("အုပ်ချုပ်ရေး", {"GAD"}),
        ("အုပ္ခ်ဳပ္ေရး", {"GAD"}),
        # The words of one name, not of two languages together.
        ("အထွေထွေ administration", set()),
        ("", set()),
        ("  ", set()),
    ],
)
def test_the_code_is_one_office_and_words_are_all_that_have_each(text, codes):
    assert find(text) == codes


def test_an_office_that_may_not_be_chosen_is_not_found_by_its_code_either():
    assert find("GAD", Agency.objects.exclude(code="GAD")) == set()


def test_words_without_end_cost_no_more():
    assert find("administration " * 500) == {"GAD", "GAD-T1"}
