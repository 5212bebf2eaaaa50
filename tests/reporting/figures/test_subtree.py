"""A unit contains the agencies under it, and no neighbour whose path begins alike."""

from reporting.figures.subtree import Subtree, UnitContext
from tests.people.factories import AgencyFactory
from tests.reporting.conftest import DAY


def agencies(subtree):
    return set(subtree.agencies_on(DAY))


def test_a_subtree_holds_what_is_in_and_under_its_units(house):
    subtree = Subtree.of([house.gad, house.moe], since=DAY)
    assert agencies(subtree) == {house.gad.pk, house.north.pk, house.south.pk, house.moe.pk}
    assert list(subtree.units_containing(house.north.pk, DAY)) == [house.gad.pk]
    assert list(subtree.units_containing(house.moha.pk, DAY)) == []


def test_units_within_units_are_all_found(house):
    subtree = Subtree.of([house.north, house.moha, house.moha], since=DAY)
    assert subtree.units == (house.north, house.moha)
    assert list(subtree.units_containing(house.north.pk, DAY)) == [house.moha.pk, house.north.pk]


def test_no_units_hold_nothing(house, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert agencies(Subtree.of([], since=DAY)) == set()


def test_a_subtree_is_narrowed_without_a_query(house, django_assert_num_queries):
    context = UnitContext.of(house.moha, DAY)
    assert (house.skill.framework_id, 2) in context.names
    with django_assert_num_queries(0):
        narrow = context.subtree.narrow_to([house.gad])
        found = agencies(narrow)
    assert found == agencies(Subtree.of([house.gad], since=DAY))


def test_a_neighbour_is_not_contained(house):
    offices = [AgencyFactory(parent=house.moha) for _ in range(3)]
    assert agencies(Subtree.of(offices[:1], since=DAY)) == {offices[0].pk}
