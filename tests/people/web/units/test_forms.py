"""The forms of acts offer what may be chosen, and take names as people write them."""

import pytest

from people.models import Agency
from people.web.units.forms import FORMS
from tests.people.factories import AgencyFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def ask(what, agency, **given):
    return FORMS[what](given or None, agency=agency, by=PersonFactory.build(is_superuser=True))


def test_only_units_beside_it_that_are_open_are_offered_for_a_merger(tree):
    home = Agency.objects.get(code="MOHA")
    beside = AgencyFactory(parent=home)
    AgencyFactory(parent=Agency.objects.get(code="MOHA"), valid_to="2024-06-01")
    assert list(ask("merge", tree["GAD"]).fields["units"].queryset) == [beside]


def test_a_split_has_boxes_only_for_what_is_there(tree):
    split = ask("split", tree["GAD"])
    assert list(split.fields["units"].queryset) == [tree["GAD-T1"]]
    assert list(split.fields) == ["name_my", "name_en", "code", "units", "day", "reason"]


def test_names_in_zawgyi_and_days_in_burmese_digits_are_taken(tree):
    names = {"name_my": "ေဒၚခင္ျမင့္", "name_en": " New  name "}
    form = ask("rename", tree["GAD"], **names, kind="district", day="၂၀၂၄-၀၆-၀၁", reason="Order")
    assert form.is_valid(), form.errors
    assert form.names == {"my": "ဒေါ်ခင်မြင့်", "en": "New name"}
    assert form.how["day"].isoformat() == "2024-06-01"


@pytest.mark.parametrize("code", ["A B", "-A", "A/B", "က"])
def test_a_code_is_made_of_latin_letters_digits_and_dashes(tree, code):
    assert "code" in ask("split", tree["GAD"], code=code).errors
    assert "code" not in ask("split", tree["GAD"], code="GAD-2").errors
