"""The history of the office in the copy of one's own data."""

import pytest

from people.renaming import ask_for_name, decide_about_name
from tests.people.factories import PersonFactory
from tests.people.privacy.test_export import read_copy

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_it_says_who_changed_what_about_a_person_and_what_they_did_themselves():
    person, manager = PersonFactory(name_en="Khin"), PersonFactory(name_en="Manager")
    request = ask_for_name(person, name_my="", name_en="Khin Myo")
    decide_about_name(request, by=manager, is_granted=True)
    [row] = read_copy(person)[0]["history"]
    assert "Manager" in row["by"]
    assert "Khin → Khin Myo" in row["changes"][0]
    mine = read_copy(manager)[0]
    assert [one["act"] for one in mine["acts"]] == ["person.rename"]
    assert "Khin" not in str(mine["acts"])
