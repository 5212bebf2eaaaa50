"""An act is taken back only while everything is as it left it, and whole."""

import datetime as dt

import pytest

from people.agencies.refusals import AgencyActRefused, AgencyRefusal
from people.agencies.undoing import can_undo, undo_agency_act
from people.models import Agency, Posting
from tests.people.agencies.conftest import DAY, above, apply
from tests.people.factories import AgencyFactory, PostingFactory

pytestmark = pytest.mark.django_db  # treebeard moves by SQL of its own
LATER = DAY + dt.timedelta(days=1)


def assert_refused(act):
    with pytest.raises(AgencyActRefused, match=str(AgencyRefusal.OUTDATED.label)):
        undo_agency_act(act)


def test_nothing_is_taken_back_on_which_something_rests(tree, other):
    person = PostingFactory(agency=tree["GAD"], person__password="!").person
    closed = apply("close", tree["GAD"], successor=other.pk)
    Posting.objects.filter(person=person, valid_to=None).update(valid_to=LATER)
    assert_refused(closed)
    new = {"code": "NEW", "names": {"en": "New"}, "units": [tree["GAD-T1"].pk], "people": []}
    split = apply("split", other, day=LATER, **new)
    AgencyFactory(code="NEW-1", parent=Agency.objects.get(code="NEW"))
    assert_refused(split)


def test_what_changed_again_on_a_later_day_is_not_taken_back(tree, other):
    moved = apply("move", tree["GAD"], parent=other.pk)
    renamed = apply("rename", tree["GAD"], day=LATER, names={"en": "Later"})
    assert_refused(moved)
    undo_agency_act(renamed)
    undo_agency_act(moved)
    assert above(tree["GAD"])[-1] == "MOHA"


def test_no_agency_goes_back_under_one_that_closed_since(tree, other):
    moved = apply("move", tree["GAD-T1"], parent=other.pk)
    closed = apply("close", tree["GAD"], day=LATER, successor=None)
    assert not can_undo(moved)
    undo_agency_act(closed)
    assert can_undo(moved)
