"""Offices rename, move, split, merge and close agencies from a day on, and take it back."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.agencies import acts
from people.agencies.acts import (
    NewAgency,
    apply_due_acts,
    close_agency,
    merge_agencies,
    move_agency,
    rename_agency,
    split_agency,
    take_act_back,
)
from people.agencies.refusals import AgencyActRefused, AgencyRefusal
from people.models import Agency, AgencyAct, AgencyVersion, Posting
from people.tasks import reorganise
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory

pytestmark = pytest.mark.django_db  # treebeard moves by SQL of its own, and rows are locked
DAY = dt.timedelta(days=1)
WHY = "Order 12/2026"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def hr(tree):
    """Manages the first ministry, and by that the offices below it."""
    return RoleFactory(agency=tree["MOHA"], person=PersonFactory(password="!")).person


def reread(agency):
    return Agency.objects.get(pk=agency.pk)


def above(agency):
    return [one.code for one in reread(agency).get_ancestors()]


def places():
    rows = Agency.objects.order_by("code")
    return [
        (one.code, above(one), one.names, one.kind, one.valid_to, one.successor_id) for one in rows
    ]


def served():
    rows = Posting.objects.order_by("person", "valid_from")
    return list(rows.values_list("person", "agency__code", "valid_from", "valid_to", "end_reason"))


def refusal(act, *args, **options):
    with pytest.raises(AgencyActRefused) as refused:
        act(*args, **options)
    return refused.value.refusal


def test_a_renamed_agency_keeps_what_it_was_called_until_that_day(tree, hr, today):
    gad, old = tree["GAD"], tree["GAD"].names
    rename_agency(gad, {"my": "အသစ်", "en": "New"}, kind="district", day=today, by=hr, reason=WHY)
    assert (reread(gad).names["en"], reread(gad).kind) == ("New", "district")
    version = AgencyVersion.objects.get()
    assert (version.until, version.names, version.kind) == (today, old, "department")
    entry = ModelLogEntry.objects.get(action="agency.rename")
    assert (entry.user, entry.data["reason"], entry.object_id) == (hr, WHY, str(gad.pk))


def test_a_moved_agency_takes_along_what_is_below_it(tree, hr, other, today):
    move_agency(tree["GAD"], other, day=today - DAY, by=hr, reason=WHY)
    assert above(tree["GAD-T1"]) == ["MM", "MOHA", "FSD", "GAD"]
    assert AgencyVersion.objects.get().parent == tree["MOHA"]
    assert Agency.find_problems() == ([], [], [], [], [])


def test_a_closed_agency_hands_over_its_people_and_units(tree, hr, other, today):
    gad = tree["GAD"]
    here = PostingFactory(agency=gad, person__password="!")
    leaving = PostingFactory(
        agency=gad, person__password="!", valid_to=today + 9 * DAY, end_reason="retired"
    )
    coming = PostingFactory(agency=gad, person__password="!", valid_from=today + 5 * DAY)
    gone = PostingFactory(agency=gad, person__password="!", valid_to=today - 9 * DAY)
    role = RoleFactory(agency=gad, kind="trainer", person=here.person)
    close_agency(gad, other, day=today, by=hr, reason=WHY)
    assert served() == [
        (here.person_id, "GAD", here.valid_from, today, ""),
        (here.person_id, "FSD", today, None, ""),
        (leaving.person_id, "GAD", leaving.valid_from, today, ""),
        (leaving.person_id, "FSD", today, leaving.valid_to, "retired"),
        (coming.person_id, "FSD", coming.valid_from, None, ""),
        (gone.person_id, "GAD", gone.valid_from, gone.valid_to, ""),
    ]
    assert above(tree["GAD-T1"]) == ["MM", "MOHA", "FSD"]
    gad = reread(gad)
    assert (gad.valid_to, gad.successor, above(gad)[-1]) == (today, other, "FSD")
    role.refresh_from_db()
    assert role.valid_to == today
    assert ModelLogEntry.objects.filter(action="person.rehouse").count() == 3


def test_agencies_are_merged_into_one_that_may_be_renamed(tree, hr, other, today):
    person = PostingFactory(agency=tree["GAD-T1"], person__password="!").person
    units = [tree["GAD-T1"], tree["GAD"]]
    merge_agencies(units, other, names={"en": "Both"}, day=today, by=hr, reason=WHY)
    assert reread(other).names == {"en": "Both"}
    assert person.postings.get(valid_to=None).agency == other
    assert {unit.successor for unit in map(reread, units)} == {other}


def test_a_split_agency_gives_units_and_people_to_a_new_one(tree, hr, today):
    going, staying = (PostingFactory(agency=tree["GAD"], person__password="!") for _ in "12")
    new = NewAgency("NEW", {"en": "New"}, units=[tree["GAD-T1"]], people=[going.person])
    split_agency(tree["GAD"], new, day=today, by=hr, reason=WHY)
    made = Agency.objects.get(code="NEW")
    assert (above(made), made.valid_from) == (["MM", "MOHA"], today)
    assert above(tree["GAD-T1"])[-1] == "NEW"
    assert going.person.postings.get(valid_to=None).agency == made
    assert staying.person.postings.get().agency == tree["GAD"]


@pytest.mark.parametrize("kind", ["rename", "move", "close", "merge", "split"])
def test_an_act_is_taken_back_whole(tree, hr, other, today, kind):
    going = PostingFactory(agency=tree["GAD"], person__password="!")
    PostingFactory(agency=tree["GAD"], person__password="!", valid_from=today + 5 * DAY)
    before, how = (places(), served()), {"day": today, "by": hr, "reason": WHY}
    new = NewAgency("NEW", {"en": "New"}, units=[tree["GAD-T1"]], people=[going.person])
    ways = {
        "rename": lambda: rename_agency(tree["GAD"], {"en": "New"}, **how),
        "move": lambda: move_agency(tree["GAD"], other, **how),
        "close": lambda: close_agency(tree["GAD"], other, **how),
        "merge": lambda: merge_agencies([tree["GAD"]], other, names={"en": "Both"}, **how),
        "split": lambda: split_agency(tree["GAD"], new, **how),
    }
    act = ways[kind]()
    assert (places(), served()) != before
    take_act_back(act, by=hr)
    assert (places(), served()) == before
    assert not AgencyVersion.objects.exists()
    assert refusal(take_act_back, act, by=hr) == AgencyRefusal.OUTDATED


def test_a_planned_act_is_tried_at_once_and_done_on_its_day(tree, hr, other, today):
    before = places()
    act = move_agency(tree["GAD"], other, day=today + 2 * DAY, by=hr, reason=WHY)
    closing = close_agency(
        tree["MOE"], None, day=today + DAY, by=PersonFactory(admin=True), reason=WHY
    )
    assert (places(), act.state) == (before, "planned")
    assert apply_due_acts() == 0
    AgencyAct.objects.update(day=today)
    PostingFactory(agency=tree["MOE"], person__password="!")
    assert apply_due_acts() == 2
    assert above(tree["GAD"])[-1] == "FSD"
    closing.refresh_from_db()
    assert closing.state == "failed"
    assert closing.done == {"refusal": "needs_successor", "about": []}


def test_a_unit_that_is_to_begin_later_goes_along(tree, hr, other, today):
    gad, how = tree["GAD"], {"day": today, "by": hr, "reason": WHY}
    AgencyFactory(code="GAD-T2", parent=reread(gad), valid_from=today + 9 * DAY)
    before = places()
    act = close_agency(gad, other, **how)
    begins = Agency.objects.get(code="GAD-T2")
    assert (above(begins)[-1], begins.versions.count()) == ("FSD", 0)
    take_act_back(act, by=hr)
    assert places() == before


def test_a_refusal_names_what_stands_in_the_way(tree, hr, other, today):
    how = {"day": today, "by": hr, "reason": WHY}
    AgencyFactory(
        code="LATER", names={"en": "Later"}, parent=reread(other), valid_from=today + 9 * DAY
    )
    with pytest.raises(AgencyActRefused) as refused:
        close_agency(other, None, **how)
    assert str(refused.value).endswith("(Later)")


def test_a_planned_act_that_nobody_foresaw_to_fail_stops_no_other(
    tree, hr, other, today, monkeypatch
):
    for unit in (tree["GAD"], tree["GAD-T1"]):
        rename_agency(unit, {"en": "New"}, day=today + DAY, by=hr, reason=WHY)
    AgencyAct.objects.update(day=today)
    apply_wish = acts.apply_wish

    def fail(act):
        if act.agency == tree["GAD"]:
            raise RuntimeError("lost")
        return apply_wish(act)

    monkeypatch.setattr(acts, "apply_wish", fail)
    apply_due_acts()
    assert reread(tree["GAD-T1"]).names == {"en": "New"}
    assert AgencyAct.objects.planned().get().agency == tree["GAD"]


def test_a_planned_act_is_cancelled(tree, hr, other, today):
    act = move_agency(tree["GAD"], other, day=today + DAY, by=hr, reason=WHY)
    take_act_back(act, by=hr)
    assert AgencyAct.objects.planned().count() == 0
    assert act.__class__.objects.get().ended_by == hr


@pytest.mark.parametrize("where", ["GAD", "MOE"])
def test_only_the_office_above_acts_on_an_agency(tree, other, today, where):
    hr = RoleFactory(agency=tree[where], person=PersonFactory(password="!")).person
    how, yours = {"day": today, "by": hr, "reason": WHY}, AgencyRefusal.NOT_YOURS
    assert refusal(rename_agency, tree["GAD"], {"en": "New"}, **how) == yours
    assert refusal(close_agency, tree["GAD"], other, **how) == yours
    assert refusal(move_agency, tree["GAD-T1"], tree["MOHA"], **how) == yours


def test_what_cannot_be_is_refused_and_changes_nothing(tree, hr, other, today):
    before, how = places(), {"by": hr, "reason": WHY}
    gad, township = tree["GAD"], tree["GAD-T1"]
    under = AgencyRefusal.UNDER_ITSELF
    names = {"en": "New"}
    assert (
        refusal(rename_agency, gad, names, day=dt.date(2020, 1, 1), **how) == AgencyRefusal.CLOSED
    )
    assert refusal(move_agency, gad, township, day=today, **how) == under
    assert refusal(close_agency, gad, township, day=today, **how) == under
    assert refusal(rename_agency, gad, gad.names, day=today, **how) == AgencyRefusal.SAME
    new = NewAgency("fsd", names)
    assert refusal(split_agency, gad, new, day=today, **how) == AgencyRefusal.CODE_TAKEN
    assert places() == before


def test_the_worker_does_planned_acts(tree, hr, other, today):
    move_agency(tree["GAD"], other, day=today + DAY, by=hr, reason=WHY)
    AgencyAct.objects.update(day=today)
    reorganise()
    assert above(tree["GAD"])[-1] == "FSD"
