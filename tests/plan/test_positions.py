"""A position is known by its name in either language."""

import pytest

from plan.positions import list_positions, match_position, position_key
from tests.people.factories import PostingFactory

OFFICER = {"my": "ဦးစီးအရာရှိ", "en": "Staff Officer"}


@pytest.mark.parametrize(
    ("names", "same"),
    [
        ({"en": "staff officer"}, True),
        ({"my": "ဦးစီးအရာရှိ"}, True),
        ({"my": "ဒုတိယဦးစီးမှူး", "en": "Deputy Staff Officer"}, False),
        ({}, False),
    ],
)
def test_one_name_in_common_is_enough_and_a_part_of_it_is_not(names, same):
    assert match_position(OFFICER, names) is same


@pytest.mark.django_db
@pytest.mark.any_database
def test_each_position_is_offered_once_with_all_its_names():
    for names in ({"my": "ဦးစီးအရာရှိ"}, OFFICER, {}, {"en": "Clerk"}):
        PostingFactory(position=names)
    found = list_positions()
    assert found[position_key(OFFICER)] == OFFICER
    assert list(found.values()).count({"en": "Clerk"}) == len(found) - 1
