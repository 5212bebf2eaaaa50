"""Everybody serves on in the agency that takes over, and back again as long as nothing changed."""

import datetime as dt

import pytest

from people.models import Posting
from people.postings.rehousing import (
    PostingsChanged,
    list_rehoused,
    rehouse_people,
    take_rehousing_back,
)
from tests.people.factories import AgencyFactory, PostingFactory

pytestmark = pytest.mark.django_db  # rows are locked, and no two may overlap
DAY = dt.date(2024, 6, 1)
LATER = DAY + dt.timedelta(days=30)


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def to():
    return AgencyFactory()


def rows():
    return list(Posting.objects.order_by("pk").values())


def test_those_who_are_named_serve_on_in_the_same_position(agency, to):
    going = PostingFactory(agency=agency, person__password="!", position={"en": "Clerk"}, grade=9)
    staying = PostingFactory(agency=agency, person__password="!")
    written = rehouse_people(agency, to, day=DAY, people=[going.person_id])
    assert list_rehoused(written) == [going.person]
    new = going.person.postings.get(agency=to)
    assert (new.valid_from, new.position, new.grade) == (DAY, {"en": "Clerk"}, 9)
    assert staying.person.postings.get() == staying


def test_who_comes_later_is_listed_and_goes_back_too(agency, to):
    begun = PostingFactory(agency=agency, person__password="!", valid_to=LATER)
    coming = PostingFactory(agency=agency, person__password="!", valid_from=LATER)
    before = rows()
    written = rehouse_people(agency, to, day=DAY)
    assert set(list_rehoused(written)) == {begun.person, coming.person}
    take_rehousing_back(written, day=DAY)
    assert rows() == before


@pytest.mark.parametrize("kind", ["moved", "planned"])
def test_when_one_posting_changed_since_nobody_goes_back(agency, to, kind):
    begun, _ = (PostingFactory(agency=agency, person__password="!") for _ in "12")
    coming = PostingFactory(agency=agency, person__password="!", valid_from=LATER)
    written = rehouse_people(agency, to, day=DAY)
    changed = {"moved": begun.person, "planned": coming.person}[kind].postings.last()
    Posting.objects.filter(pk=changed.pk).update(agency=AgencyFactory())
    before = rows()
    with pytest.raises(PostingsChanged):
        take_rehousing_back(written, day=DAY)
    assert rows() == before
