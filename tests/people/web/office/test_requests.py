"""One page and one number tell what waits for whoever works in an office."""

import pytest
from django.utils import timezone

from people.models import RosterProposal
from people.renaming import ask_for_name
from people.web.navigation import WAITING_SESSION_KEY
from people.web.pending import list_work
from tests.people.factories import PersonFactory, PostingFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]
PAGE = "/en/office/requests/"
BADGE = '<span class="nav__count">1</span>'


@pytest.fixture
def asked(tree):
    person = PostingFactory(agency=tree["GAD"]).person
    return ask_for_name(person, name_my="", name_en="Khin")


def test_what_waits_is_counted_with_the_way_there(client, asked, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    page = client.get(PAGE).text
    assert "<b>1</b> waits" in page
    assert 'href="/en/names/"' in page
    assert BADGE in page
    assert "No slip waits" in page


def test_the_page_counts_anew(client, asked, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    assert BADGE in client.get("/en/names/").text
    asked.delete()
    assert BADGE in client.get("/en/names/").text  # for some seconds
    assert BADGE not in client.get(PAGE).text
    assert not any(client.session[WAITING_SESSION_KEY]["counts"].values())


@pytest.mark.parametrize(
    ("kind", "desks", "others"),
    [
        ("trainer", ["Requests of learners"], ["Names to be put right"]),
        ("secretariat", ["Capacity plans to be approved"], ["Names to be put right"]),
        ("registrar", ["Acts and appeals", "Completions without"], ["Requests of learners"]),
    ],
)
def test_each_role_has_its_desks(client, tree, kind, desks, others):
    signed_in(client, kind, agency=tree["MOHA"])
    page = client.get(PAGE).text
    assert all(desk in page for desk in desks)
    assert not any(desk in page for desk in others)


def test_a_roster_waits_for_whoever_did_not_bring_it(client, tree):
    for is_own, count in ((True, 0), (False, 1)):
        hr = signed_in(client, "hr", agency=tree["MOHA"])
        brought = {"unit": tree["GAD"], "state": "open", "received_at": timezone.now()}
        roster = RosterProposal.objects.create(by=hr if is_own else PersonFactory(), **brought)
        assert client.get(PAGE).text.count("<b>1</b> waits") == count
        roster.delete()


@pytest.mark.parametrize("kind", ["", "viewer", "auditor"])
def test_nobody_without_a_desk_opens_the_page(client, tree, kind):
    signed_in(client, kind, agency=tree["MOHA"] if kind else None)
    assert client.get(PAGE).status_code == 403


def test_where_things_wait_the_desk_leads_on(client, tree):
    hr = signed_in(client, "hr", agency=tree["MM"])
    pages = [work.url for work, _count in list_work(hr) if work.address.startswith("people:")]
    assert len(pages) > 3
    assert [page for page in pages if "Desk of the office" not in in_english(client, page)] == []


def in_english(client, page):
    return client.get(page.replace("/my/", "/en/", 1)).text
