"""A unit is what was meant: its code or whole name, else what somebody chose of those found."""

import pytest

from people.models import Agency
from people.web.postings.forms import UnitForm
from tests.people.factories import AgencyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def unit():
    AgencyFactory(code="GAD", names={"my": "အထွေထွေ", "en": "General Administration"})
    return AgencyFactory(code="GAD-T9", names={"my": "တာမိုးညဲမြို့နယ်", "en": "Tarmoenye Township"})


def read(**posted):
    form = UnitForm(posted, units=Agency.objects.all())
    return form.is_valid(), form.cleaned_data.get("unit"), set(form.errors)


@pytest.mark.parametrize("text", ["gad-t9", "tarmoenye township", "တာမိုးညဲမြို့နယ်"])
def test_the_code_or_the_whole_name_is_enough(unit, text):
    assert read(unit=text) == (True, unit, set())


@pytest.mark.parametrize("text", ["MOE", "tarmoenye", "မိုး"])
def test_letters_within_the_one_name_that_has_them_are_asked_first(unit, text):
    # "MOE" is the code of a ministry, and stands within the name of a township of another one.
    assert read(unit=text) == (False, None, {"chosen"})
    assert read(unit=text, chosen=unit.pk) == (True, unit, set())
