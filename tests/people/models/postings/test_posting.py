"""The database keeps the postings of a person apart."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from people.models import Posting
from tests.people.factories import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db

START, MOVE = dt.date(2024, 1, 1), dt.date(2025, 6, 1)


@pytest.fixture
def person():
    return PersonFactory()


def test_a_posting_holds_until_the_day_before_its_end(person):
    PostingFactory(person=person, valid_from=START, valid_to=MOVE)
    day = dt.timedelta(days=1)
    held = [Posting.objects.on(at).exists() for at in (START - day, START, MOVE - day, MOVE)]
    assert held == [False, True, True, False]


@pytest.mark.parametrize(
    ("valid_from", "valid_to"),
    [
        (dt.date(2024, 3, 1), dt.date(2024, 4, 1)),
        (dt.date(2023, 1, 1), dt.date(2024, 1, 2)),
        (dt.date(2024, 12, 31), None),
        (dt.date(2023, 1, 1), None),
    ],
)
def test_the_database_refuses_overlapping_postings(person, valid_from, valid_to):
    PostingFactory(person=person, valid_from=START, valid_to=dt.date(2025, 1, 1))
    with pytest.raises(IntegrityError, match="postings_do_not_overlap"), transaction.atomic():
        PostingFactory(person=person, valid_from=valid_from, valid_to=valid_to)


def test_the_database_refuses_to_stretch_a_posting_over_another(person):
    first = PostingFactory(person=person, valid_from=START, valid_to=MOVE)
    PostingFactory(person=person, valid_from=MOVE)
    with pytest.raises(IntegrityError, match="postings_do_not_overlap"), transaction.atomic():
        Posting.objects.filter(pk=first.pk).update(valid_to=MOVE + dt.timedelta(days=1))


def test_postings_that_touch_and_postings_of_others_are_fine(person):
    PostingFactory(person=person, valid_from=START, valid_to=MOVE)
    PostingFactory(person=person, valid_from=MOVE)
    PostingFactory(valid_from=START)
    assert Posting.objects.count() == 3


def test_who_may_not_sign_in_any_more_is_posted_but_not_counted(person):
    posting = PostingFactory(person=person, valid_from=dt.date(2024, 1, 1))
    day = dt.date(2024, 6, 1)
    assert posting in Posting.objects.counted_on(day)
    person.is_active = False
    person.save()
    assert posting in Posting.objects.on(day)
    assert posting not in Posting.objects.counted_on(day)


@pytest.mark.parametrize(
    "fields",
    [
        {"end_reason": "retired"},
        {"valid_from": dt.date(1949, 12, 31)},
        {"valid_from": dt.date(2100, 1, 2)},
        {"valid_to": dt.date(2100, 1, 2), "end_reason": "other"},
    ],
)
def test_the_database_refuses_impossible_days_and_reasons_of_what_goes_on(person, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        PostingFactory(person=person, **fields)
