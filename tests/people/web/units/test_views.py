"""An office sees what became of a unit, and changes it after it was shown what that concerns."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from people.models import Agency, AgencyAct, Posting
from tests.people.factories import AgencyFactory, PostingFactory
from tests.people.sign_in import signed_in
from tests.plan.factories import TargetFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PAGE, CHANGE = "/en/office/units/{}/", "/en/office/units/{}/{}/"
UNDO = "/en/office/units/acts/{}/undo/"


@pytest.fixture
def hr(client, tree):
    return signed_in(client, "hr", agency=tree["MOHA"])


@pytest.fixture
def other(tree):
    return AgencyFactory(code="FSD", parent=Agency.objects.get(code="MOHA"), names={"en": "Fire"})


def confirm(client, address, data):
    """Ask twice: what it concerns is shown first, and nothing is done."""
    data = {"day": timezone.localdate().isoformat(), "reason": "Order 12", **data}
    before = AgencyAct.objects.count()
    shown = client.post(address, data)
    assert AgencyAct.objects.count() == before
    found = re.search(r'name="confirm" value="(\w+)"', shown.text)
    if not found:
        return shown
    changed = client.post(address, {**data, "reason": "Another", "confirm": found[1]})
    assert AgencyAct.objects.count() == before, changed.text
    done = client.post(address, {**data, "confirm": found[1]})
    return shown if done.status_code == 302 else done


def test_closing_tells_what_must_go_somewhere_and_moves_it(client, hr, tree, other):
    gad, person = tree["GAD"], PostingFactory(agency=tree["GAD"]).person
    TargetFactory(agency=gad, due_on=timezone.localdate() + dt.timedelta(days=9))
    assert "Who takes over" in client.get(CHANGE.format(gad.pk, "close")).text
    shown = confirm(client, CHANGE.format(gad.pk, "close"), {"unit": "FSD"})
    for words in ("1 person", "1 unit right below", "1 target to come"):
        assert words in shown.text
    assert person.postings.get(valid_to=None).agency == other
    page = client.get(PAGE.format(gad.pk)).text
    assert "Fire took over" in page
    act = AgencyAct.objects.get()
    assert client.post(UNDO.format(act.pk)).status_code == 302
    assert person.postings.get().agency == gad


def test_the_page_leads_back_to_the_list_in_which_the_unit_stands(client, tree):
    signed_in(client, "hr", agency=tree["GAD"])
    for unit in ("GAD", "GAD-T1"):
        assert 'href="/en/office/units/?unit=GAD"' in client.get(PAGE.format(tree[unit].pk)).text
    signed_in(client, "hr", agency=tree["GAD-T1"])
    assert 'href="/en/office/units/"' in client.get(PAGE.format(tree["GAD-T1"].pk)).text


def test_a_line_manager_reads_of_no_targets_and_roles(client, tree):
    TargetFactory(agency=tree["GAD"], due_on=timezone.localdate() + dt.timedelta(days=9))
    page = PAGE.format(tree["GAD"].pk)
    for kind, is_told in (("viewer", True), ("line", False)):
        signed_in(client, kind, agency=tree["GAD"])
        assert ("1 target to come" in client.get(page).text) is is_told


def test_a_unit_without_a_successor_is_told_to_name_one(client, hr, tree):
    told = confirm(client, CHANGE.format(tree["GAD"].pk, "close"), {"unit": ""})
    assert "Say which agency takes over" in told.text
    assert not AgencyAct.objects.exists()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("rename", {"name_my": "အသစ်", "name_en": "New", "kind": "district"}),
        ("move", {"unit": "FSD"}),
        ("merge", {"units": ["FSD"], "name_en": "Both"}),
        ("split", {"code": "NEW", "name_my": "အသစ်", "name_en": "New", "units": ["GAD-T1"]}),
    ],
)
def test_each_act_is_done_as_it_was_confirmed(client, hr, tree, other, kind, data):
    keys = {agency.code: agency.pk for agency in Agency.objects.all()}
    data = {**data, "units": [keys[code] for code in data.get("units", ())]}
    confirm(client, CHANGE.format(tree["GAD"].pk, kind), data)
    act = AgencyAct.objects.get()
    assert (act.kind, act.state, act.by, act.reason) == (kind, "done", hr, "Order 12")
    page = client.get(PAGE.format(tree["GAD"].pk)).text
    assert "Order 12" in page
    assert "Take it back" in page


def test_a_planned_act_waits_and_is_cancelled(client, hr, tree, other):
    day = timezone.localdate() + dt.timedelta(days=9)
    data = {"unit": "FSD", "day": day.isoformat()}
    confirm(client, CHANGE.format(tree["GAD-T1"].pk, "move"), data)
    page = client.get(PAGE.format(tree["GAD-T1"].pk)).text
    assert "Cancel what is planned" in page
    client.post(UNDO.format(AgencyAct.objects.get().pk))
    assert AgencyAct.objects.get().state == "taken_back"


def test_only_the_office_above_is_let_in(client, tree, other):
    signed_in(client, "hr", agency=tree["GAD"])
    assert client.get(CHANGE.format(tree["GAD"].pk, "close")).status_code == 403
    assert client.get(CHANGE.format(tree["GAD-T1"].pk, "close")).status_code == 200
    assert client.get(CHANGE.format(tree["MOE"].pk, "close")).status_code == 404
    assert client.get(CHANGE.format(tree["GAD-T1"].pk, "delete")).status_code == 404
    assert "Close the unit" not in client.get(PAGE.format(tree["GAD"].pk)).text


def test_a_unit_of_others_is_no_successor(client, tree, other):
    signed_in(client, "hr", agency=tree["GAD"])
    person = PostingFactory(agency=tree["GAD-T1"]).person
    told = confirm(client, CHANGE.format(tree["GAD-T1"].pk, "close"), {"unit": "FSD"})
    assert "No unit here is called so" in told.text
    assert Posting.objects.get(person=person).agency == tree["GAD-T1"]
