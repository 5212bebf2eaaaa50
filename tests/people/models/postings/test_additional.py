"""The database holds what each charge must keep, whoever writes it."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from people.models import AdditionalPosting
from tests.people.factories import ChargeFactory

pytestmark = pytest.mark.django_db  # each database refuses in its own way
FIRST = dt.date(2024, 1, 1)
LATER = FIRST + dt.timedelta(days=9)


@pytest.mark.parametrize(
    "wrong",
    [
        {"share": 0},
        {"share": 100},
        {"valid_to": FIRST - dt.timedelta(days=1)},
        {"planned_to": FIRST, "valid_to": LATER},
        {"planned_to": LATER},
        {"valid_from": dt.date(1949, 12, 31)},
    ],
)
def test_a_charge_is_a_share_on_possible_days_in_their_order(wrong):
    charge = ChargeFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        AdditionalPosting.objects.filter(pk=charge.pk).update(**wrong)


def test_two_of_one_person_in_one_agency_never_hold_on_one_day():
    charge = ChargeFactory(planned_to=LATER, valid_to=LATER)
    again = {"person": charge.person, "agency": charge.agency}
    with pytest.raises(IntegrityError), transaction.atomic():
        ChargeFactory(**again, valid_from=FIRST + dt.timedelta(days=8))
    void = ChargeFactory(**again, valid_from=FIRST, planned_to=FIRST, valid_to=FIRST)
    later = ChargeFactory(**again, valid_from=LATER)
    assert list(AdditionalPosting.objects.held()) == [charge, later]
    assert void.is_void
    with pytest.raises(IntegrityError), transaction.atomic():
        AdditionalPosting.objects.filter(pk=charge.pk).update(planned_to=None, valid_to=None)


def test_it_says_whether_an_office_or_the_service_ends_it():
    assert not ChargeFactory().ends_with_service
    assert not ChargeFactory(planned_to=LATER, valid_to=LATER).ends_with_service
    assert ChargeFactory(valid_to=LATER).ends_with_service
