"""From every list of people of the figures the same acts are begun, on whom it shows alone."""

import datetime as dt
from urllib.parse import urlencode

import pytest

from people.models import BulkAct, Posting
from tests.people.factories import PostingFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory
from tests.reporting.web.addresses import ON

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ACT = "/en/insights/people/act/?unit=MOHA&skill=DC3-4.2&level=2&measure=held&who=lacking"
TABLE = "/en/office/profiles/people/"


def begun():
    return set(BulkAct.objects.get().waiting)


def lacking(house):
    return {house.people[n].pk for n in (0, 1, 3)}


def test_everybody_who_lacks_it_is_written_to(as_hr, house):
    page = as_hr.get("/en/insights/people/", ON | {"who": "lacking"}).text
    assert 'value="write"' in page
    assert 'value="assign"' in page
    leads = as_hr.post(ACT, {"act": "write", "whom": "everybody"})
    assert begun() == lacking(house)
    asks = as_hr.get(leads.url).text
    assert "Back to the list" in asks
    assert "/en/insights/people/?unit=MOHA" in asks


def test_who_is_ticked_is_meant_and_nobody_else(as_hr, house):
    holder, stranger = house.people[2], PostingFactory(agency=house.moe).person
    ticked = [house.people[0].pk, holder.pk, stranger.pk, "x", "9" * 30]
    as_hr.post(ACT, {"act": "write", "whom": "ticked", "person": ticked})
    assert begun() == {house.people[0].pk}


def test_nothing_ticked_leads_back_with_words(as_hr):
    answer = as_hr.post(ACT, {"act": "write"}, follow=True)
    assert "Tick somebody first." in answer.text
    assert not BulkAct.objects.exists()


@pytest.mark.parametrize("act", ["", "csv", "write_again"])
def test_what_is_not_offered_is_refused(as_hr, act):
    assert as_hr.post(ACT, {"act": act, "whom": "everybody"}).status_code == 403


def test_on_a_list_that_was_not_understood_nobody_acts(as_hr):
    everybody = {"act": "write", "whom": "everybody"}
    assert as_hr.post(ACT + "&day=soon", everybody, follow=True).status_code == 400
    as_hr.post(f"{TABLE}act/?lacks=nothing", everybody)
    assert not BulkAct.objects.exists()


def test_who_moved_away_since_is_not_acted_on(as_hr, house):
    Posting.objects.filter(person=house.people[0]).update(agency=house.moe)
    as_hr.post(ACT + "&day=2026-01-01", {"act": "write", "whom": "everybody"})
    assert house.people[0].pk not in begun()


def test_the_table_of_skills_has_the_same_acts(as_hr, house):
    asked = "?unit=MOHA&lacks=DC3-4.2%3A2"
    assert 'value="write"' in as_hr.get(TABLE + asked).text
    leads = as_hr.post(f"{TABLE}act/{asked}", {"act": "assign", "whom": "everybody"})
    assert begun() == lacking(house)
    assert "lacks=DC3-4.2%3A2" in as_hr.get(leads.url).text


@pytest.fixture
def moving(house):
    """Two learnt it this month, for a while; one of them serves elsewhere today."""
    people = [house.people[1], PostingFactory(agency=house.north, valid_to=DAY).person]
    PostingFactory(person=people[1], agency=house.moe, valid_from=DAY)
    for person in people:
        ends = DAY + dt.timedelta(40)
        learnt = {"acquired_on": dt.date(2026, 11, 9), "expires_on": ends}
        EvidenceFactory(person=person, skill=house.skill, **learnt)
    return people


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("changes", {"period": "days", "since": "2026-11-01", "reason": "learnt"}),
        ("expiring", {"within": "90"}),
    ],
)
def test_changes_and_what_expires_have_the_same_acts(as_hr, house, moving, page, asked):
    address = f"/en/insights/{page}/"
    asked = {
        "unit": "MOHA", "skill": "DC3-4.2", "level": "2", "day": "2026-11-22", "measure": "held",
        **asked,
    }  # fmt: skip
    shown = as_hr.get(address, asked)
    assert shown.context["names"].total == 2
    assert 'value="assign"' in shown.text
    act = f"{address}act/?{urlencode(asked)}"
    assert act.replace("&", "&amp;") in shown.text
    ticked = {"act": "write", "whom": "ticked", "person": [house.people[2].pk]}
    assert "Tick somebody first." in as_hr.post(act, ticked, follow=True).text
    leads = as_hr.post(act, {"act": "write", "whom": "everybody"})
    assert begun() == {moving[0].pk}
    assert address in as_hr.get(leads.url).text


@pytest.mark.parametrize(
    "act", ["changes/act/?unit=MOHA&reason=x", "expiring/act/?unit=MOHA", "chain/people/act/"]
)
def test_without_a_list_nobody_acts(as_hr, moving, act):
    sent = as_hr.post(f"/en/insights/{act}", {"act": "write", "whom": "everybody"})
    assert sent.status_code == 302
    assert not BulkAct.objects.exists()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:x()"])
def test_the_way_back_leads_nowhere_else(as_hr, house, back):
    as_hr.post(ACT, {"act": "write", "whom": "everybody"})
    page = as_hr.get(f"/en/office/people/acts/{BulkAct.objects.get().pk}/", {"back": back}).text
    assert f'href="{back}' not in page
