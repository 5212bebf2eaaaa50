"""Two sides are counted as the insights page counts each of them, and then subtracted."""

import datetime as dt

import pytest

from people.agencies import move_agency
from people.models import Agency
from reporting.insights.compare import compare_sides, pair_days, pair_phases, pair_units
from reporting.insights.page import gather_insights
from tests.people.factories import PersonFactory, PostingFactory
from tests.plan.factories import PhaseFactory, TargetFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory
from tests.reporting.questions import scope_of

pytestmark = pytest.mark.any_database


def test_each_side_has_the_figures_and_the_target_of_its_own_page(house):
    scope = scope_of(house.hr, unit="MOHA")
    main = compare_sides(pair_units(scope, Agency.objects.get(pk=house.north.pk))).main
    for figure, unit in ((main.first, "MOHA"), (main.second, "GAD-N")):
        page = gather_insights(scope_of(house.hr, unit=unit), None)
        assert (figure.posted, figure.count) == (page.posted, page.figure.cell.count)
        assert figure.target.target == page.target.target
    assert (main.people, main.points) == (-1, 10.0)  # 2 of 5, 1 of 2


def test_a_unit_on_two_days_is_counted_by_the_people_and_names_of_each(house):
    earlier = DAY - dt.timedelta(30)
    EvidenceFactory(person=house.people[1], skill=house.skill, agency=house.gad, acquired_on=DAY)
    move_agency(house.south, house.moe, day=DAY, by=PersonFactory(admin=True), reason="Order 5")
    scope = scope_of(house.hr, unit="GAD")
    sides = pair_days(scope, earlier, DAY)
    comparison = compare_sides(sides)
    assert comparison.posted == (4, 3)
    assert comparison.posted_change == -1
    assert (comparison.main.first.count, comparison.main.second.count) == (2, 2)
    assert comparison.main.people == 0


def test_a_phase_is_counted_on_its_last_day_and_one_that_runs_on_the_day_asked(house):
    first = house.target.phase
    second = PhaseFactory(
        plan=first.plan, number=2,
        starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2029, 12, 31), names={"en": "Next"},
    )  # fmt: skip
    later = TargetFactory(
        agency=house.moha, skill=house.skill, phase=second, clause=house.target.clause,
        headcount=5, due_on=second.ends_on,
    )  # fmt: skip
    ahead = compare_sides(pair_phases(scope_of(house.hr), first, second))
    assert ahead.first.scope.day == DAY
    assert (ahead.main.first.count, ahead.main.first.asked) == (2, 4)
    assert (ahead.main.second.count, ahead.main.second.asked) == (None, 5)
    assert (ahead.main.people, ahead.main.points, ahead.posted_change) == (None, None, None)
    begun = compare_sides(pair_phases(scope_of(house.hr, day="2028-01-01"), first, second))
    days = [side.scope.day for side in (begun.first, begun.second)]
    assert days == [first.ends_on, dt.date(2028, 1, 1)]
    assert begun.main.second.target.target.pk == later.pk


def test_completions_have_no_share_and_the_scale_is_their_largest_number(house):
    scope = scope_of(house.hr, measure="trained")
    comparison = compare_sides(pair_units(scope, Agency.objects.get(pk=house.gad.pk)))
    assert (comparison.main.people, comparison.main.points) == (0, None)
    assert (comparison.is_by_share, comparison.most) == (False, 2)


def test_a_comparison_costs_as_much_for_large_units(house, django_assert_max_num_queries):
    for _ in range(8):
        PostingFactory(agency=house.north)
    scope = scope_of(house.hr)
    other = Agency.objects.get(pk=house.gad.pk)
    with django_assert_max_num_queries(25):
        compare_sides(pair_units(scope, other))
