"""The history tells what an act changed; people are told that they are moved, or what failed."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.agencies.acts import apply_due_acts, close_agency, take_act_back
from people.agencies.telling import enter_agency_act, enter_people_moved
from people.messaging import render_message
from people.models import Agency, AgencyAct, Message
from tests.people.agencies.conftest import apply
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

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


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"], person=PersonFactory(password="!")).person


def close(tree, other, by, *, days=0):
    day = timezone.localdate() + dt.timedelta(days=days)
    return close_agency(tree["GAD"], other, day=day, by=by, reason="Order 12/2026")


def test_whoever_is_moved_is_told_where_they_serve_and_when_it_is_taken_back(tree, hr, other):
    mail = {"person__email": "moved@moha.example"}
    moved = PostingFactory(agency=tree["GAD"], **mail).person
    stays = PostingFactory(agency=tree["MOHA"]).person
    act = close(tree, other, hr)
    told = Message.objects.get(person=moved)
    assert other.name in render_message(told).paragraphs[0]
    assert told.next_try_at
    take_act_back(act, by=hr)
    kinds = set(moved.messages.values_list("kind", flat=True))
    assert kinds == {"people/rehoused", "people/rehoused_back"}
    assert not stays.messages.exists()


def test_what_is_only_planned_is_told_nobody(tree, hr, other):
    PostingFactory(agency=tree["GAD"])
    close(tree, other, hr, days=3)
    assert not Message.objects.exists()


def test_a_planned_act_that_fails_is_told_to_who_planned_it_and_who_manages(tree, hr, other):
    colleague = RoleFactory(agency=tree["MOHA"], person=PersonFactory(password="!")).person
    close(tree, other, hr, days=3)
    Agency.objects.filter(pk=other.pk).update(valid_to=timezone.localdate())
    AgencyAct.objects.update(day=timezone.localdate())
    apply_due_acts()
    for person in (hr, colleague):
        words = render_message(person.messages.get()).paragraphs
        assert tree["GAD"].name in words[0]
        assert words[1].endswith(f"({other.name})")


def test_many_are_told_in_few_statements(tree, hr, other, django_assert_max_num_queries):
    for _ in range(3):
        PostingFactory(agency=tree["GAD"], person__password="!")
    with django_assert_max_num_queries(130) as few:
        close(tree, other, hr)
    assert sum("people_message" in query["sql"] for query in few.captured_queries) == 1
