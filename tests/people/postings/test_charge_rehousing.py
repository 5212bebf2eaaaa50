"""Additional charges go where the people of a closed agency go, and come back with them."""

import datetime as dt

import pytest

from people.agencies.applying import apply_wish
from people.agencies.refusals import AgencyActRefused, AgencyRefusal
from people.models import AdditionalPosting, AgencyAct
from people.postings.charge_rehousing import list_charge_holders
from people.postings.rehousing import (
    PostingsChanged,
    list_rehoused,
    rehouse_people,
    take_rehousing_back,
)
from tests.people.factories import AgencyFactory, ChargeFactory

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
    return list(AdditionalPosting.objects.order_by("pk").values())


def held(person):
    fields = ("agency", "share", "valid_from", "valid_to")
    return list(person.additional_postings.held().values_list(*fields))


def test_a_charge_goes_on_and_one_to_come_begins_in_the_agency_that_takes_over(agency, to):
    begun, coming = ChargeFactory(agency=agency), ChargeFactory(agency=agency, valid_from=LATER)
    before = rows()
    written = rehouse_people(agency, to, day=DAY)
    assert set(list_charge_holders(written)) == {begun.person, coming.person}
    assert list_rehoused(written) == []
    assert held(begun.person) == [
        (agency.pk, 30, begun.valid_from, DAY),
        (to.pk, 30, DAY, None),
    ]
    assert held(coming.person) == [(to.pk, 30, LATER, None)]
    take_rehousing_back(written, day=DAY)
    assert rows() == before


def test_who_has_a_charge_there_already_keeps_that_one_alone(agency, to):
    kept = ChargeFactory(agency=to, share=20)
    begun = ChargeFactory(agency=agency, person=kept.person)
    before = rows()
    written = rehouse_people(agency, to, day=DAY)
    assert held(kept.person) == [
        (to.pk, 20, kept.valid_from, None),
        (agency.pk, 30, begun.valid_from, DAY),
    ]
    take_rehousing_back(written, day=DAY)
    assert rows() == before


@pytest.mark.parametrize("changed", ["old", "new"])
def test_a_charge_that_changed_since_keeps_everybody_where_they_are(agency, to, changed):
    charge = ChargeFactory(agency=agency)
    written = rehouse_people(agency, to, day=DAY)
    ends = DAY - dt.timedelta(days=1) if changed == "old" else LATER
    row = charge.person.additional_postings.get(agency={"old": agency, "new": to}[changed])
    AdditionalPosting.objects.filter(pk=row.pk).update(planned_to=ends, valid_to=ends)
    before = rows()
    with pytest.raises(PostingsChanged):
        take_rehousing_back(written, day=DAY)
    assert rows() == before


def test_an_agency_in_which_somebody_has_a_charge_closes_into_another_only(agency):
    ChargeFactory(agency=agency)
    act = AgencyAct(kind=AgencyAct.Kind.CLOSURE, agency=agency, day=DAY, wish={"successor": None})
    with pytest.raises(AgencyActRefused) as refused:
        apply_wish(act)
    assert refused.value.refusal == AgencyRefusal.NEEDS_SUCCESSOR
