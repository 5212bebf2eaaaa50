"""Agencies added in memory get the paths that treebeard would give them."""

import datetime as dt

import pytest

from people.agencies.tree import AgencyTree
from people.models import Agency
from tests.people.factories import AgencyFactory

pytestmark = pytest.mark.django_db


def facts(name, **changes):
    stated = {"kind": "department", "names": {"en": name}, "valid_from": dt.date(2022, 1, 1)}
    return stated | changes


def test_added_agencies_stand_in_a_sound_tree():
    root = AgencyFactory(code="MM")
    first = AgencyFactory(parent=root, code="A")
    AgencyFactory(parent=root, code="B")
    first.delete()
    tree = AgencyTree(Agency.objects.all())
    tree.add("C", "MM", facts("C"))
    tree.add("D", "C", facts("D"))
    tree.add("E", "", facts("E"))
    tree.write()
    assert Agency.find_problems() == ([], [], [], [], [])
    assert [agency.code for agency in Agency.objects.get(code="MM").get_children()] == ["B", "C"]
    assert [agency.code for agency in Agency.get_root_nodes()] == ["MM", "E"]
    assert tree.parent_code(tree.by_code["D"]) == "C"
    assert tree.parent_code(tree.by_code["E"]) == ""


def test_an_update_adds_names_and_tells_whether_anything_changed():
    agency = AgencyFactory(names={"my": "က", "en": "A"})
    tree = AgencyTree([agency])
    assert not tree.update(agency, {"names": {"en": "A"}})
    assert tree.update(agency, {"names": {"en": "B"}, "sector": "health"})
    tree.write()
    agency = Agency.objects.get()
    assert (agency.names, agency.sector) == ({"my": "က", "en": "B"}, "health")
