"""Each day has its tree, and agencies are called in it as they were then."""

import datetime as dt

import pytest

from people.agencies import AgencyPlaces, show_as_on
from people.models import Agency, AgencyVersion
from tests.people.agencies.conftest import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
BEFORE = DAY - dt.timedelta(days=1)


@pytest.fixture
def places(tree):
    """Until the day the department stood under the second ministry, as the ninth there."""
    former = {"names": {"en": "Old"}, "kind": "district", "step": "0009"}
    AgencyVersion.objects.create(agency=tree["GAD"], until=DAY, parent=tree["MOE"], **former)
    return AgencyPlaces([tree["GAD"]], since=BEFORE)


def test_what_stands_below_is_found_where_the_line_above_it_was(tree, places):
    township = tree["GAD-T1"].pk
    lines = [places.line_to(township, day) for day in (BEFORE, DAY)]
    codes = dict(Agency.objects.values_list("pk", "code"))
    assert [[codes[pk] for pk in line] for line in lines] == [
        ["MM", "MOE", "GAD", "GAD-T1"],
        ["MM", "MOHA", "GAD", "GAD-T1"],
    ]
    assert places.order_on(township, BEFORE)[2] == "0009"
    assert "".join(places.order_on(township, DAY)) == tree["GAD-T1"].path


@pytest.mark.parametrize("day", [BEFORE, DAY])
def test_one_agency_and_many_are_called_alike_as_they_were(tree, places, day):
    one, among = (Agency.objects.get(code="GAD") for _ in "12")
    show_as_on(one, day)
    places.show_as_on(day, [among, tree["MOE"]])
    then = ({"en": "Old"}, "district") if day < DAY else (tree["GAD"].names, "department")
    assert (one.names, one.kind) == (among.names, among.kind) == then


def test_the_heir_is_whoever_took_over_by_the_day(tree):
    gad, township = tree["GAD"], tree["GAD-T1"]
    township.valid_to, township.successor = DAY, gad
    places = AgencyPlaces([gad], since=BEFORE)
    assert [places.heir_on(township, day) for day in (BEFORE, DAY)] == [township, gad]
    township.successor = tree["MOE"]
    assert places.heir_on(township, DAY) == township


def test_what_is_within_an_agency_follows_its_line(tree, places):
    for day in (BEFORE, DAY):
        for unit in places:
            found = {pk for pk in places if unit in places.line_to(pk, day)}
            assert places.list_within(unit, day) == found
    assert tree["GAD-T1"].pk in places.list_within(tree["MOE"].pk, BEFORE)
    assert tree["GAD-T1"].pk not in places.list_within(tree["MOE"].pk, DAY)
    assert places.list_within(0, DAY) == frozenset()
