"""A figure of a past day uses the tree and the names of that day, whatever moved since."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from people.agencies.acts import (
    NewAgency,
    close_agency,
    merge_agencies,
    move_agency,
    rename_agency,
    split_agency,
    take_act_back,
)
from people.agencies.refusals import AgencyActRefused
from people.models import Agency, AgencyAct, Posting
from people.postings import PostingOutOfOrder, post_person
from reporting.figures.coverage import Measure, coverage_over
from reporting.figures.headcount import count_posted
from reporting.figures.subtree import Subtree, UnitContext
from reporting.figures.targets import list_target_rows
from reporting.insights.heatmap import list_coverage_rows
from reporting.query.units import load_relatives
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory
from tests.reporting.questions import scope_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ONE = dt.timedelta(days=1)
JUNE = dt.date(2026, 6, 30)


@pytest.fixture
def admin(house):
    return PersonFactory(admin=True, password="!")


@pytest.fixture
def how(admin):
    return {"day": timezone.localdate(), "by": admin, "reason": "Order 12/2026"}


def rows_of(viewer, unit, day):
    """The rows of the page as it would be asked for: names, people and those who hold it."""
    scope = scope_of(viewer, unit=unit.code, day=day.isoformat(), skill="DC3-4.2", level="2")
    context = UnitContext.of(scope.unit, scope.day)
    relatives = load_relatives(scope, context.places)
    rows = list_coverage_rows(scope, relatives.below, context=context, skills=[scope.skill])
    return [(row.cell.unit.name, row.posted, row.cell.count) for row in rows]


def targets_of(viewer, unit, day):
    rows = list_target_rows(viewer, unit, day=day)
    return [(row.target.agency.name, row.held, row.target.headcount) for row in rows]


def test_an_office_that_moves_leaves_past_days_as_they_were(house, admin, how):
    units = [house.root, house.moha, house.gad]
    june = [rows_of(admin, unit, JUNE) for unit in units]
    targets = [targets_of(admin, unit, JUNE) for unit in units]
    move_agency(house.north, house.moe, **how)
    rename_agency(house.gad, {"my": "အသစ်", "en": "New"}, **how)
    assert [rows_of(admin, unit, JUNE) for unit in units] == june
    assert [targets_of(admin, unit, JUNE) for unit in units] == targets
    today = how["day"]
    assert rows_of(admin, house.gad, today)[0] == ("အသစ်", 2, 1)
    assert ("ပညာရေး", 2, 1) in rows_of(admin, house.root, today)
    assert rows_of(admin, house.moe, today)[-1] == ("မြောက်", 2, 1)
    assert targets_of(admin, house.moe, today) == [("မြောက်", 1, 2)]


def test_who_lost_an_office_sees_its_row_of_then_without_a_way_in(house, how, as_hr):
    move_agency(house.north, house.moe, **how)
    assert rows_of(house.hr, house.gad, JUNE)[-2] == ("မြောက်", 2, 1)
    page = reverse("reporting:insights")
    shown = as_hr.get(page, {"unit": "GAD", "day": JUNE.isoformat()}).content.decode()
    assert "မြောက်" in shown
    assert "unit=GAD-N" not in shown
    assert "unit=GAD-S" in shown
    assert as_hr.get(page, {"unit": "GAD-N", "day": JUNE.isoformat()}).status_code == 404


def test_what_a_closed_office_had_is_of_its_successor_from_that_day(house, admin, how):
    june = rows_of(admin, house.gad, JUNE), targets_of(admin, house.gad, JUNE)
    close_agency(house.north, house.south, **how)
    assert (rows_of(admin, house.gad, JUNE), targets_of(admin, house.gad, JUNE)) == june
    assert rows_of(admin, house.south, how["day"])[0] == ("တောင်", 3, 2)
    assert targets_of(admin, house.south, how["day"]) == [("တောင်", 2, 2)]
    assert targets_of(admin, Agency.objects.get(pk=house.north.pk), how["day"]) == []


def test_a_target_of_a_merged_office_says_for_which_it_was_set(house, admin, how, client):
    close_agency(house.north, house.south, **how)
    [row] = list_target_rows(admin, house.south, day=how["day"])
    assert (row.target.agency, row.target.set_for.code) == (house.south, "GAD-N")
    client.force_login(admin)
    page = client.get("/en/office/plan/", {"unit": "GAD-S", "day": how["day"].isoformat()}).text
    assert "Set for North Office, which is part of it now" in page
    [before] = list_target_rows(admin, house.north, day=JUNE)
    assert before.target.set_for is None


def test_the_trend_counts_each_day_by_its_own_tree(house, how):
    move_agency(house.north, house.moe, **how)
    subtree = Subtree.of([house.gad, house.moe], since=JUNE)
    pairs, days = [(house.skill, 2)], [JUNE, how["day"]]
    cells = coverage_over(subtree, pairs, days=days, measure=Measure.HELD)
    assert [cell.count for cell in cells] == [2, 1, 0, 1]


def test_programs_read_the_tree_of_the_day_too(house, how, client):
    move_agency(house.north, house.moe, **how)
    rename_agency(house.moe, {"en": "Schools"}, **how)
    client.force_login(how["by"])
    address = reverse("api-agencies")

    def found(unit, day):
        rows = client.get(address, {"unit": unit, "day": day.isoformat()}).json()["results"]
        return {row["code"]: (row["depth"], row["names"]["en"]) for row in rows}

    assert found("MOE", JUNE) == {"MOE": (2, "Education")}
    assert found("MOE", how["day"]) == {"MOE": (2, "Schools"), "GAD-N": (3, "North Office")}
    assert found("MOHA", JUNE)["GAD-N"] == (4, "North Office")


LENGTH = 10
UNIT, WHEN = st.integers(0, 4), st.integers(0, LENGTH - 1)
KINDS = ["move", "rename", "close", "merge", "split", "post", "take_back"]
ACTS = st.lists(st.tuples(st.sampled_from(KINDS), UNIT, UNIT, WHEN), min_size=3, max_size=9)


class Country:
    """Five units that anything may happen to, and three people, within the last days."""

    def __init__(self):
        self.root = AgencyFactory()
        self.admin = PersonFactory(admin=True, password="!")
        self.units = [AgencyFactory(parent=self.root) for _ in range(3)]
        self.units += [AgencyFactory(parent=self.units[0]) for _ in range(2)]
        self.people = [PostingFactory(agency=unit).person for unit in self.units[1:4]]
        self.first = timezone.localdate() - (LENGTH - 1) * ONE

    def do(self, number, kind, one, other, when):
        day, units = self.first + when * ONE, self.units
        how = {"day": day, "by": self.admin, "reason": "x"}
        if kind == "move":
            move_agency(units[one], units[other], **how)
        elif kind == "rename":
            rename_agency(units[one], {"en": f"Name {number}"}, **how)
        elif kind == "close":
            close_agency(units[one], units[other], **how)
        elif kind == "merge":
            merge_agencies([units[one]], units[other], names={"en": f"Both {number}"}, **how)
        elif kind == "split":
            new = NewAgency(f"NEW{number}", {"en": "New"}, people=self.people[:2])
            split_agency(units[one], new, **how)
        elif kind == "post":
            person = self.people[other % 3]
            post_person(person, units[one], position={"en": "Clerk"}, day=day)
        elif act := AgencyAct.objects.filter(state="done").last():
            take_act_back(act, by=self.admin)
            return act.day
        return day

    def count(self, day):
        """People of the day by agency and with all below it, and what each was called."""
        units = list(Agency.objects.all())
        subtree = Subtree.of(units, since=self.first)
        counts = count_posted(subtree, day)
        subtree.places.show_as_on(day, units)
        lines = {unit.pk: subtree.places.line_to(unit.pk, day) for unit in units}
        there = [unit for unit in units if unit.valid_from <= day]
        return {unit.pk: (counts[unit.pk], lines[unit.pk], unit.names) for unit in there}


@settings(max_examples=25, deadline=None)
@given(acts=ACTS)
def test_random_histories_add_up_on_every_day_and_leave_past_days_alone(acts):
    with transaction.atomic():
        country = Country()
        days = [country.first + number * ONE for number in range(LENGTH)]
        for number, act in enumerate(acts):
            before, since = {day: country.count(day) for day in days}, days[-1] + ONE
            try:
                with transaction.atomic():
                    since = country.do(number, *act)
            except (AgencyActRefused, PostingOutOfOrder):
                pass
            for day in days:
                after = country.count(day)
                if day < since:
                    assert after == before[day]
                assert_rows_add_up(country, after, day)
        assert Agency.find_problems() == ([], [], [], [], [])
        transaction.set_rollback(True)


def assert_rows_add_up(country, counted, day):
    """Each agency has its own people and those of what is right under it, the root everybody."""
    own = dict.fromkeys(counted, 0)
    for agency in Posting.objects.counted_on(day).values_list("agency", flat=True):
        own[agency] += 1
    for pk, (people, line, _names) in counted.items():
        parts = [n for n, other, _ in counted.values() if other[:-1] == line]
        assert people == own[pk] + sum(parts)
    assert counted[country.root.pk][0] == len(country.people)
