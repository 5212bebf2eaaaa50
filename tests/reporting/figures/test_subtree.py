"""A unit contains the agencies under it, and no neighbour whose path begins alike."""

import pytest

from people.models import Agency
from reporting.figures.subtree import Subtree, UnitContext, ancestor_paths
from tests.people.factories import AgencyFactory


def test_the_ancestors_of_a_path_come_from_the_root_down():
    step = Agency.steplen
    path = "0" * (3 * step)
    assert list(ancestor_paths(path)) == [path[:step], path[: 2 * step], path]
    assert list(ancestor_paths("")) == []


def test_a_subtree_holds_what_is_in_and_under_its_units(house):
    subtree = Subtree.of([house.gad, house.moe])
    assert set(subtree.paths) == {house.gad.pk, house.north.pk, house.south.pk, house.moe.pk}
    assert list(subtree.units_containing(house.north.pk)) == [house.gad.path]
    with pytest.raises(KeyError):
        list(subtree.units_containing(house.moha.pk))


def test_units_within_units_are_all_found(house):
    subtree = Subtree.of([house.north, house.moha, house.moha])
    assert subtree.units == (house.north, house.moha)
    assert list(subtree.units_containing(house.north.pk)) == [house.moha.path, house.north.path]


def test_no_units_hold_nothing(house, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert Subtree.of([]) == Subtree((), {})


def test_a_subtree_is_narrowed_without_a_query(house, django_assert_num_queries):
    context = UnitContext.of(house.moha)
    assert (house.skill.framework_id, 2) in context.names
    with django_assert_num_queries(0):
        narrow = context.subtree.narrow_to([house.gad])
    assert narrow == Subtree.of([house.gad])


def test_a_neighbour_is_not_contained(house):
    offices = [AgencyFactory(parent=house.moha) for _ in range(3)]
    assert set(Subtree.of(offices[:1]).paths) == {offices[0].pk}
