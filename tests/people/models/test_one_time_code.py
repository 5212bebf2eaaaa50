"""One-time codes: which are good, which are to be sent, and what the database holds."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import OneTimeCode
from tests.people.factories import AgencyFactory, PersonFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def code(**fields):
    stated = {
        "person": fields.pop("person", None) or PersonFactory(),
        "purpose": "email",
        "issued_at": NOW,
        "expires_at": NOW + dt.timedelta(hours=1),
    }
    return OneTimeCode.objects.create(**stated | fields)


def slip(**fields):
    return code(purpose="slip", issued_by=PersonFactory(), agency=AgencyFactory(), **fields)


@pytest.mark.parametrize(
    ("fields", "is_good"),
    [
        ({}, True),
        ({"used_at": NOW}, False),
        ({"cancelled_at": NOW}, False),
        ({"expires_at": NOW}, False),
        ({"expires_at": NOW + dt.timedelta(seconds=1)}, True),
    ],
)
def test_a_code_is_good_until_used_cancelled_or_over(fields, is_good):
    code(**fields)
    assert OneTimeCode.objects.usable(NOW).exists() == is_good


def test_slips_are_printed_and_others_sent_once():
    printed, waiting = slip(), code()
    code(sent_at=NOW)
    assert list(OneTimeCode.objects.slips()) == [printed]
    assert list(OneTimeCode.objects.unsent()) == [waiting]


@pytest.mark.parametrize("missing", ["issued_by", "agency"])
def test_the_database_refuses_slips_of_nobody(missing):
    fields = {"issued_by": PersonFactory(), "agency": AgencyFactory(), missing: None}
    with pytest.raises(IntegrityError), transaction.atomic():
        code(purpose="slip", **fields)


def test_the_database_refuses_a_code_both_used_and_cancelled():
    with pytest.raises(IntegrityError), transaction.atomic():
        code(used_at=NOW, cancelled_at=NOW)


def test_a_person_has_one_waiting_code_for_a_purpose():
    person = PersonFactory()
    code(person=person, used_at=NOW)
    code(person=person)
    code(person=person, purpose="phone")
    with pytest.raises(IntegrityError), transaction.atomic():
        code(person=person)
