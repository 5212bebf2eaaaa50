"""The history tells what an act changed, and who was moved from where to where."""

import pytest
from wagtail.models import ModelLogEntry

from people.agencies.telling import enter_agency_act, enter_people_moved
from people.models import Agency
from tests.people.agencies.conftest import apply
from tests.people.factories import PostingFactory

pytestmark = pytest.mark.django_db  # treebeard moves by SQL of its own


def test_the_history_of_an_agency_tells_what_was_before_and_after(tree):
    gad, new = tree["GAD"], {"en": "New"}
    enter_agency_act(apply("rename", gad, names=new), "agency.rename", by=None)
    entry = ModelLogEntry.objects.get(action="agency.rename")
    [change] = entry.data["changes"]
    assert (change["before"]["names"], change["after"]["names"]) == (gad.names, new)
    assert (entry.object_id, entry.user) == (str(gad.pk), None)


def test_whoever_is_moved_can_read_from_where_to_where_although_names_change(tree, other):
    person = PostingFactory(agency=tree["GAD"], person__password="!").person
    act = apply("close", tree["GAD"], successor=other.pk)
    enter_people_moved(act)
    Agency.objects.filter(pk=other.pk).update(names={"en": "Later"})
    entry = ModelLogEntry.objects.get(action="person.rehouse")
    assert (entry.object_id, entry.user) == (str(person.pk), act.by)
    assert (entry.data["agency"], entry.data["to"]) == (tree["GAD"].names, other.names)
