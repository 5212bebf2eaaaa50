"""Postings are read as plain data and written back as they were, with what goes with them."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from people.models import Posting
from people.postings.state import read_postings, restore_state
from tests.people.factories import PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
FIRST, SECOND = dt.date(2024, 1, 1), dt.date(2025, 1, 1)


@pytest.fixture
def person(tree):
    person = PostingFactory(agency=tree["GAD"], valid_from=FIRST, valid_to=SECOND).person
    PostingFactory(person=person, agency=tree["GAD-T1"], valid_from=SECOND)
    return person


def test_the_state_is_in_time_and_can_be_stored(person):
    state = read_postings(person)
    assert [row["valid_from"] for row in state] == ["2024-01-01", "2025-01-01"]
    assert json.loads(json.dumps(state)) == state


def test_what_was_made_changed_and_deleted_since_is_as_before(person, tree):
    before = read_postings(person)
    first, second = Posting.objects.order_by("valid_from")
    second.delete()
    Posting.objects.filter(pk=first.pk).update(valid_to=dt.date(2024, 6, 1), grade=3)
    PostingFactory(person=person, agency=tree["MOE"], valid_from=dt.date(2024, 6, 1))
    restore_state(person, before)
    assert read_postings(person) == before


def test_the_postings_of_others_stay(person, tree):
    other = PostingFactory(agency=tree["MOE"])
    restore_state(person, read_postings(person))
    assert Posting.objects.filter(pk=other.pk).exists()


def test_whoever_has_left_again_by_it_has_no_roles(person, tree):
    left = timezone.localdate()
    Posting.objects.filter(valid_from=SECOND).update(valid_to=left, end_reason="resigned")
    gone = read_postings(person)
    Posting.objects.filter(valid_from=SECOND).update(valid_to=None, end_reason="")
    role = RoleFactory(person=person, agency=tree["GAD"])
    restore_state(person, gone)
    role.refresh_from_db()
    assert role.valid_to == left
