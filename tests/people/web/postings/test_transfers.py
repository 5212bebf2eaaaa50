"""Offices see the transfers that concern them, ask by number and name, and decide."""

import datetime as dt

import pytest
from django.utils import timezone

from people.models import Transfer
from people.postings.transfers import TransferWish, ask_for_transfer
from people.renaming import ask_for_name
from tests.people.factories import PersonFactory, PostingFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
HERE, NEW = "/en/office/transfers/", "/en/office/transfers/new/"


@pytest.fixture
def person(tree):
    person = PersonFactory(staff_number="1001", name_en="Sandar Yi", name_my="စန္ဒာရီ")
    return PostingFactory(agency=tree["GAD"], person=person).person


@pytest.fixture
def day():
    return timezone.localdate() + dt.timedelta(days=30)


@pytest.fixture
def asked(person, tree, day):
    return ask_for_transfer(person, TransferWish(tree["MOE"], {"en": "Clerk"}, 8, day), by=person)


def decide(client, transfer, act, answer=""):
    return client.post(f"{HERE}{transfer.pk}/", {"act": act, "answer": answer}, follow=True).text


def test_both_offices_see_it_and_agree_in_turn(client, asked, tree):
    signed_in(client, "hr", agency=tree["MOE"])
    page = client.get(HERE).text
    assert "Sandar Yi" in page
    assert "Agency GAD" in page
    assert "Waiting (1)" in page
    assert "waits for the other office" in decide(client, asked, "approve")
    assert "does not wait for you any more" in decide(client, asked, "approve")
    signed_in(client, "hr", agency=tree["MOHA"])
    assert "The receiving office has accepted." in client.get(HERE).text
    assert "Both offices agree" in decide(client, asked, "approve")
    page = client.get(HERE, {"tab": "over"}).text
    assert "Approved" in page
    assert "Waiting (0)" in page


def test_names_lead_to_the_person_and_acts_back_to_the_page(client, asked, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    page = client.get(HERE, {"page": "1"}).text
    assert f'href="/en/office/people/{asked.person_id}/"' in page
    assert f"{HERE}{asked.pk}/?page=1" in page
    assert client.post(f"{HERE}{asked.pk}/?page=1", {"act": "approve"}).url == f"{HERE}?page=1"
    # The receiving office opens nobody of another one.
    signed_in(client, "hr", agency=tree["MOE"])
    assert f"/en/office/people/{asked.person_id}/" not in client.get(HERE).text


def test_the_menu_counts_all_that_waits_here_too(client, asked, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    ask_for_name(asked.person, name_my="", name_en="Sanda Yi")
    for page in (HERE, f"{HERE}?tab=over", "/en/office/requests/"):
        assert '<span class="nav__count">2</span>' in client.get(page).text


def test_a_refusal_wants_a_sentence(client, asked, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    assert "Say in a sentence" in decide(client, asked, "refuse", " \u3164")
    assert "Decided. The person is told." in decide(client, asked, "refuse", "Not \0now.")
    assert Transfer.objects.get().answer == "Not now."
    assert "“Not now.”" in client.get(HERE, {"tab": "over"}).text


def test_the_receiving_office_asks_by_number_and_name_and_withdraws(client, person, tree, day):
    signed_in(client, "hr", agency=tree["MOE"])
    sent = {"staff_number": "၁၀၀၁", "name": "ဒေါ်စန္ဒာရီ", "unit": "MOE", "position_my": "စာရေး"}
    sent |= {"day": day.isoformat(), "note": "By order 12"}
    assert client.post(NEW, sent).url == HERE
    page = client.get(HERE).text
    assert "Sandar Yi" in page
    assert "Agency GAD" not in page
    assert "is withdrawn" in decide(client, Transfer.objects.get(), "withdraw")
    assert client.post(NEW, {**sent, "name": "Yi Sandar Khin"}).status_code == 200


def test_whoever_is_unknown_left_or_called_otherwise_is_told_alike(client, person, tree, day):
    signed_in(client, "hr", agency=tree["MOE"])
    gone = PostingFactory(agency=tree["GAD"], valid_to=dt.date(2025, 1, 1)).person
    tries = [
        ("9999", "Sandar Yi"),
        (gone.staff_number, gone.name_en),
        ("1001", "Khin"),
        ("1001", "ဒေါ်"),
    ]
    fields = {"unit": "MOE", "position_en": "Clerk", "day": day.isoformat(), "note": "x"}
    pages = [
        client.post(NEW, {"staff_number": number, "name": name, **fields}).context["form"].errors
        for number, name in tries
    ]
    assert all(set(errors) == {"staff_number"} for errors in pages)
    assert len({str(errors) for errors in pages}) == 1


def test_an_office_asks_for_its_own_units_only(client, person, tree, day):
    signed_in(client, "hr", agency=tree["MOE"])
    sent = {"staff_number": "1001", "name": "Sandar Yi", "unit": "GAD-T1", "position_en": "Clerk"}
    answer = client.post(NEW, {**sent, "day": day.isoformat(), "note": "x"})
    assert set(answer.context["form"].errors) == {"unit"}


def test_the_page_of_the_person_tells_that_a_transfer_waits(client, asked, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    assert (
        "A transfer waits: Agency MOE" in client.get(f"/en/office/people/{asked.person_id}/").text
    )


@pytest.mark.parametrize(
    ("kind", "unit", "status"), [("hr", "GAD-T1", 404), ("viewer", "MM", 403)]
)
def test_others_neither_see_nor_decide(client, asked, tree, kind, unit, status):
    signed_in(client, kind, agency=tree[unit])
    answer = client.post(f"{HERE}{asked.pk}/", {"act": "approve"})
    assert answer.status_code == status
    assert "Sandar Yi" not in client.get(HERE).text
    assert Transfer.objects.get().accepted_by is None


def test_a_list_costs_no_more_for_many(client, tree, day, django_assert_max_num_queries):
    signed_in(client, "hr", agency=tree["MOHA"])
    for _ in range(12):
        one = PostingFactory(agency=tree["GAD"]).person
        ask_for_transfer(one, TransferWish(tree["MOE"], {"en": "Clerk"}, 8, day), by=one)
    client.get(HERE)
    with django_assert_max_num_queries(10):
        assert client.get(HERE).text.count("<article") == 12
