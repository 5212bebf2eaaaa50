"""Whatever offices do to postings in whatever order, figures of every day stay true."""

import datetime as dt
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from people.models import AdditionalPosting, Posting
from people.postings.acts import PostingCorrection, cancel_move, correct_service, move_person
from people.postings.charges import (
    ChargeOutOfService,
    ChargeOver,
    ChargeTerms,
    ChargeTwice,
    SharesExceeded,
    cancel_charge,
    correct_charge,
    end_charge,
    give_charge,
)
from people.postings.leaving import AlreadyLeft, end_service_of
from people.postings.recording import NothingToTakeBack, PersonOutOfReach, take_posting_act_back
from people.postings.transfers import TransferWish, approve_transfer, ask_for_transfer
from people.postings.writing import PostingOutOfOrder
from tests.people.factories import AgencyFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
REFUSED = (
    AlreadyLeft,
    ChargeOutOfService,
    ChargeOver,
    ChargeTwice,
    NothingToTakeBack,
    PersonOutOfReach,
    PostingOutOfOrder,
    SharesExceeded,
    ValidationError,
)
CHARGE_ACTS = ("charge", "charge_for_days", "correct_charge", "end_charge", "cancel_charge")
CLERK = {"en": "Clerk"}
LENGTH = 12
WHO, WHERE = st.integers(0, 1), st.integers(0, 2)
WHEN = st.integers(0, LENGTH - 1)
ACTS = st.one_of(
    st.tuples(st.just("move"), WHO, WHERE, WHEN),
    st.tuples(st.just("transfer"), WHO, WHERE, WHEN),
    st.tuples(st.just("end"), WHO, WHERE, WHEN),
    st.tuples(st.just("correct"), WHO, WHERE, WHEN),
    st.tuples(st.sampled_from(["cancel", "take_back"]), WHO, WHERE, WHEN),
    st.tuples(st.sampled_from(CHARGE_ACTS), WHO, WHERE, WHEN),
)


class Country:
    """Two people, three units and somebody who manages them; days around today."""

    def __init__(self):
        self.root = AgencyFactory()
        self.units = [AgencyFactory(parent=self.root) for _ in range(3)]
        self.people = [PersonFactory(password="!") for _ in range(2)]
        self.admin = PersonFactory(admin=True, password="!")
        self.first = timezone.localdate() - dt.timedelta(days=LENGTH // 2)

    def day(self, number):
        return self.first + dt.timedelta(days=number)

    def act(self, kind, person, unit, day):
        person, index, unit = self.people[person], unit, self.units[unit]
        if kind == "move":
            move_person(person, unit, position=CLERK, day=day, by=self.admin)
        elif kind == "transfer":
            wish = TransferWish(unit, CLERK, None, day)
            approve_transfer(ask_for_transfer(person, wish, by=person), by=self.admin)
        elif kind == "end":
            end_service_of(person, day=day, by=self.admin)
        elif kind == "correct":
            for posting in person.postings.order_by("valid_from")[index : index + 1]:
                fixed = PostingCorrection(day, posting.valid_to, CLERK, None)
                correct_service(posting, fixed, by=self.admin, reason="x")
        elif kind in CHARGE_ACTS:
            self.act_on_charge(kind, person, unit, day)
        elif kind == "cancel":
            cancel_move(person, by=self.admin)
        else:
            take_posting_act_back(person, by=self.admin)

    def act_on_charge(self, kind, person, unit, day):
        ends = day + dt.timedelta(days=3) if kind == "charge_for_days" else None
        if kind.startswith("charge"):
            terms = ChargeTerms(CLERK, 40, day, ends)
            give_charge(person, unit, terms, by=self.admin, why="x")
        for charge in person.additional_postings.filter(agency=unit)[:1]:
            if kind == "correct_charge":
                terms = ChargeTerms(CLERK, 55, day, charge.planned_to)
                correct_charge(charge, terms, by=self.admin, reason="x")
            elif kind == "end_charge":
                end_charge(charge, day=day, by=self.admin, reason="x")
            elif kind == "cancel_charge":
                cancel_charge(charge, by=self.admin)

    def shares(self, person):
        """The share of each further unit on each day."""
        rows = list(AdditionalPosting.objects.filter(person=self.people[person]))
        return [
            [(row.agency_id, row.share) for row in rows if row.holds_on(self.day(number))]
            for number in range(LENGTH + 5)
        ]

    def places(self, person):
        """Where the person serves on each day."""
        rows = list(Posting.objects.filter(person=self.people[person]))
        days = map(self.day, range(LENGTH))
        return [[row.agency_id for row in rows if row.holds_on(day)] for day in days]

    def counted(self, day):
        rows = Posting.objects.counted_on(day).values_list("agency").annotate(Count("person"))
        return dict(rows)


@settings(max_examples=20, deadline=None)
@given(acts=st.lists(ACTS, min_size=2, max_size=8))
def test_random_histories_keep_figures_of_every_day(acts):
    with transaction.atomic():
        country = Country()
        for kind, person, unit, number in acts:
            before, other = country.places(person), country.places(1 - person)
            shared = country.shares(1 - person)
            try:
                with transaction.atomic():
                    country.act(kind, person, unit, country.day(number))
            except REFUSED:
                assert country.places(person) == before
            after = country.places(person)
            if kind in ("move", "transfer", "end"):
                # What is past for an act stays; a transfer never begins before today.
                untouched = max(number, LENGTH // 2) if kind == "transfer" else number
                assert after[:untouched] == before[:untouched]
            if kind in CHARGE_ACTS:
                assert after == before
            assert (country.places(1 - person), country.shares(1 - person)) == (other, shared)
            for day, held in enumerate(country.shares(person)[:LENGTH]):
                assert not held or after[day], "a charge holds beside a main posting only"
                assert sum(share for _, share in held) < 100
                assert len({unit for unit, _ in held}) == len(held)
            assert all(len(units) <= 1 for units in after)
        for number in range(LENGTH):
            served = [country.places(person)[number] for person in (0, 1)]
            assert sum(country.counted(country.day(number)).values()) == sum(map(len, served))
        for person in country.people:
            rows = list(person.postings.order_by("valid_from"))
            assert all(a.valid_to and a.valid_to <= b.valid_from for a, b in pairwise(rows))
        transaction.set_rollback(True)
