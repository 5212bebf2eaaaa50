"""Additional charges hold while their people serve without a break, whoever ends the service."""

import datetime as dt

import pytest
from django.utils import timezone

from people.bulk.leaving import _resume_service
from people.models import Posting
from people.postings.acts import PostingCorrection, cancel_move, correct_service, move_person
from people.postings.fitting import fit_charges_of_leavers
from people.postings.leaving import end_service_of
from people.postings.writing import post_person
from tests.people.factories import AgencyFactory, ChargeFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db  # rows are locked, and no two may overlap
CLERK = {"en": "Clerk"}
BEGUN = dt.date(2024, 6, 1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def home(db):
    return AgencyFactory()


@pytest.fixture
def other(db):
    return AgencyFactory()


@pytest.fixture
def person(home):
    return PostingFactory(agency=home, person__password="!").person


@pytest.fixture
def boss(db):
    return PersonFactory(admin=True, password="!")


def give(person, agency, by, *, first=BEGUN):
    return ChargeFactory(person=person, agency=agency, given_by=by, valid_from=first)


def ends(charge):
    charge.refresh_from_db()
    return charge.valid_to


def test_a_charge_ends_with_the_service_and_goes_on_when_that_is_taken_back(person, other, boss):
    charge, day = give(person, other, boss), timezone.localdate()
    end_service_of(person, day=day, by=boss)
    assert ends(charge) == day
    assert _resume_service(person, boss, {"last_day": str(day - DAY)}) == ""
    assert ends(charge) is None


def test_who_returns_after_a_break_comes_back_to_no_charge(person, home, other, boss):
    charge, day = give(person, other, boss), timezone.localdate() - 30 * DAY
    end_service_of(person, day=day, by=boss)
    post_person(person, home, position=CLERK, day=day + 10 * DAY)
    assert ends(charge) == day
    correct_service(
        person.postings.last(), PostingCorrection(day, None, CLERK, None), by=boss, reason="x"
    )
    assert ends(charge) == day


def test_a_charge_to_come_is_void_when_the_service_ends_before_it(person, other, boss):
    today = timezone.localdate()
    charge = give(person, other, boss, first=today + 20 * DAY)
    end_service_of(person, day=today + 10 * DAY, by=boss)
    charge.refresh_from_db()
    assert charge.is_void
    # It is in the way of nothing.
    give(person, other, boss, first=today)


def test_a_cancelled_return_ends_what_began_in_it(person, home, other, boss):
    today = timezone.localdate()
    end_service_of(person, day=today, by=boss)
    move_person(person, home, position=CLERK, day=today + 10 * DAY, by=boss)
    charge = give(person, other, boss, first=today + 10 * DAY)
    cancel_move(person, by=boss)
    charge.refresh_from_db()
    assert charge.is_void


def test_a_sweep_ends_what_somebody_else_left_open(person, other, boss):
    charge = give(person, other, boss)
    Posting.objects.filter(person=person).update(valid_to=BEGUN + DAY)
    assert fit_charges_of_leavers() == 1
    assert ends(charge) == BEGUN + DAY
    assert fit_charges_of_leavers() == 0
