"""What the database holds of transfers."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import Transfer
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def posting():
    return PostingFactory()


def make(posting, **fields):
    stated = {
        "person": posting.person,
        "posting": posting,
        "from_agency": posting.agency,
        "day": dt.date(2027, 1, 1),
        "asked_by": posting.person,
        "asked_at": NOW,
    }
    stated |= {"agency": AgencyFactory()} if "agency" not in fields else {}
    return Transfer.objects.create(**stated | fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "refused"},
        {"state": "withdrawn", "decided_at": NOW},
        {"state": "overtaken"},
        {"decided_at": NOW},
        {"moved_on": dt.date(2027, 1, 1)},
        {"day": dt.date(1949, 1, 1)},
    ],
)
def test_the_database_refuses_half_decided_and_impossible_transfers(posting, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(posting, **fields)


def test_the_database_refuses_what_one_office_has_not_agreed_to_or_leads_nowhere(posting):
    done = {"state": "approved", "decided_at": NOW, "decided_by": posting.person}
    done |= {"moved_on": dt.date(2027, 1, 1), "accepted_by": posting.person}
    with pytest.raises(IntegrityError), transaction.atomic():
        make(posting, **done)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(posting, agency=posting.agency)
    make(posting, **done, released_by=PersonFactory())


def test_the_database_refuses_a_second_one_that_waits(posting):
    make(posting)
    make(posting, state="overtaken", decided_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(posting)


def test_a_posting_that_was_taken_back_overtakes_it(posting):
    transfer = make(posting)
    posting.delete()
    transfer = Transfer.objects.get(pk=transfer.pk)
    assert transfer.is_overtaken
    assert list(Transfer.objects.over()) == [transfer]
