"""Positions are read once each, however many people have them."""

import pytest

from people.directory import find_positions, list_known_positions
from people.directory.positions import narrow_to_positions
from people.models import Posting
from tests.people.factories import PostingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
CLERK, HEAD = {"my": "စာရေး", "en": "Clerk"}, {"en": "Head Clerk"}


def test_without_postings_there_are_no_positions():
    assert list_known_positions() == []


def test_each_position_on_record_is_known_once(django_assert_num_queries):
    for position in (CLERK, HEAD, CLERK, {}, HEAD, {"en": "Driver"}):
        PostingFactory(position=position)
    with django_assert_num_queries(1):
        known = list_known_positions()
    assert len(known) == 4
    assert all(one in known for one in (CLERK, HEAD, {}, {"en": "Driver"}))
    assert {one["en"] for one in find_positions("clerk")} == {"Clerk", "Head Clerk"}


@pytest.mark.parametrize("chosen", [[], [CLERK], [CLERK, HEAD]])
def test_postings_are_narrowed_to_what_is_chosen(chosen):
    for position in (CLERK, HEAD, CLERK):
        PostingFactory(position=position)
    found = narrow_to_positions(
        Posting.objects.all(), lambda known: [one for one in known if one in chosen]
    )
    assert sorted(one.position["en"] for one in found) == sorted(
        one.position["en"] for one in Posting.objects.all() if one.position in chosen
    )
