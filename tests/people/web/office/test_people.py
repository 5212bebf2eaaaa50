"""The desk of an office: who is found there, and what their page shows to whom."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from people.directory import filters
from people.models import Posting
from people.postings.writing import end_posting, post_person
from people.text.formatting import official_date
from tests.people.factories import PersonFactory, PostingFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
LIST, NAME = "/en/office/people/", "Daw Sandar Yi"


@pytest.fixture
def official(tree):
    contacts = {"email": "khin@moha.example", "phone": "09450001234"}
    person = PersonFactory(name_my="စန္ဒာရီ", name_en="Sandar Yi", **contacts)
    return PostingFactory(person=person, agency=tree["GAD"]).person


def page_of(person):
    return f"{LIST}{person.pk}/"


def test_the_list_names_the_people_with_unit_and_position(client, official, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    page = client.get(LIST).text
    assert NAME in page
    assert "Staff Officer" in page
    assert tree["GAD"].name in page
    assert "1 person" in page
    assert page_of(official) in page


def test_the_address_of_the_desk_leads_to_its_people(client, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    page = client.get("/en/office/", follow=True)
    assert page.redirect_chain == [("/en/office/people/", 302)]
    assert page.status_code == 200


def test_a_person_is_found_as_they_are_called(client, official, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    assert NAME in client.get(LIST, {"q": "Daw Yi Sandar"}).text
    nobody = client.get(LIST, {"q": "Zaw"}).text
    assert "Nobody fits what you asked for" in nobody


def test_the_page_of_a_person_leads_back_to_the_list_that_was_asked_for(client, official, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    asked = "?q=Sandar&amp;unit=GAD"
    assert f"{page_of(official)}{asked}" in client.get(LIST, {"q": "Sandar", "unit": "GAD"}).text
    page = client.get(page_of(official), {"q": "Sandar", "unit": "GAD"}).text
    assert f'href="{LIST}{asked}"' in page
    # What is done on the way loses nothing of it.
    assert f"{page_of(official)}end/{asked}" in page
    values = {"last": "", "day": timezone.localdate().isoformat(), "reason": "resigned"}
    done = client.post(f"{page_of(official)}end/?q=Sandar&unit=GAD", values)
    assert done.url == f"{page_of(official)}?q=Sandar&unit=GAD"


def test_the_units_above_and_below_are_asked_the_same(client, official, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    page = client.get(LIST, {"q": "Sandar", "unit": "MOHA", "page": "2"}).text
    assert 'href="?q=Sandar&amp;unit=GAD"' in page
    assert 'href="?q=Sandar"' in page


def test_who_finds_nobody_is_led_to_everybody_of_the_unit(client, official, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    page = client.get(LIST, {"q": "Zaw", "unit": "GAD"}).text
    assert f'class="button quiet" href="{LIST}?unit=GAD"' in page


def test_an_office_without_people_says_who_brings_them(client, tree):
    signed_in(client, "hr", agency=tree["MOE"])
    assert "Nobody is posted here" in client.get(LIST).text
    # The form sends all of its fields; what they ask by themselves narrows nothing.
    sent = {"q": "", "grade": "", "state": "posted", "order": "name"}
    assert "Nobody is posted here" in client.get(LIST, sent).text


def test_what_is_wrong_with_the_question_is_said(client, official, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    page = client.get(LIST, {"q": "x" * 300}).text
    assert "This is too long to search for" in page
    assert NAME not in page


def test_people_come_in_the_order_asked_for(client, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    for name, number in (("Aung", "S9"), ("Zaw", "S1")):
        person = PersonFactory(name_en=name, name_my="", staff_number=number)
        PostingFactory(person=person, agency=tree["GAD"])
    by_name, by_number = (client.get(LIST, {"order": order}).text for order in ("name", "number"))
    assert by_name.index("Aung") < by_name.index("Zaw")
    assert by_number.index("Zaw") < by_number.index("Aung")


def test_the_page_of_a_person_tells_their_postings_in_time(client, official, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    start = timezone.localdate() - dt.timedelta(days=3)
    post_person(official, tree["MOHA"], position={"en": "Deputy Director"}, day=start)
    page = client.get(page_of(official)).text
    assert page.index("Deputy Director") < page.index("Staff Officer")


def test_contacts_are_shown_to_the_office_only(client, official, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    assert "khin@moha.example" in client.get(page_of(official)).text
    signed_in(client, "secretariat", agency=tree["MM"])
    page = client.get(page_of(official)).text
    assert NAME in page
    assert "khin@moha.example" not in page
    assert "09450001234" not in page


def test_who_left_keeps_a_page_at_the_office_they_left(client, official, tree):
    end_posting(official, day=timezone.localdate())
    signed_in(client, "hr", agency=tree["MOHA"])
    assert NAME not in client.get(LIST).text
    assert NAME in client.get(LIST, {"state": "left"}).text
    assert client.get(page_of(official)).status_code == 200


def test_who_returns_or_begins_later_is_listed_with_the_day(client, official, tree):
    newcomer, later = PersonFactory(name_en="Zaw Zaw"), timezone.localdate() + dt.timedelta(days=9)
    end_posting(official, day=timezone.localdate())
    for person in (official, newcomer):
        post_person(person, tree["GAD"], position={"en": "Officer"}, day=later)
    signed_in(client, "hr", agency=tree["MOHA"])
    page = client.get(LIST, {"state": "coming"}).text
    day = official_date(later)
    assert f"returns on {day}" in page
    assert f"begins on {day}" in page
    assert f"returns on {day}" in client.get(LIST, {"state": "left"}).text
    assert client.get(page_of(newcomer)).status_code == 200


@pytest.mark.parametrize("agency", ["MOE", None])
def test_nobody_opens_people_of_others(client, official, tree, agency):
    signed_in(client, "hr" if agency else "", agency=tree[agency] if agency else None)
    assert client.get(page_of(official)).status_code in (403, 404)
    assert NAME not in client.get(LIST).text


@pytest.mark.parametrize("address", ["?unit=MOE", "?unit=MM", "99999999999999/"])
def test_units_and_people_that_are_not_there_are_not_found(client, tree, address):
    signed_in(client, "hr", agency=tree["MOHA"])
    assert client.get(LIST + address).status_code == 404


def test_a_list_of_many_costs_no_more_than_one_of_few(client, tree, django_assert_max_num_queries):
    signed_in(client, "hr", agency=tree["MOHA"])
    for person in PersonFactory.create_batch(60, password="!"):
        PostingFactory(person=person, agency=tree["GAD"])
    client.get(LIST)
    with django_assert_max_num_queries(12):
        page = client.get(LIST, {"page": 2, "unit": "MOHA"}).text
    assert page.count('<th scope="row">') == 10
    assert Posting.objects.count() == 60
    assert reverse("people:office_people") in page


@pytest.mark.parametrize(
    "asked", [{"position": "officer"}, {"grade": "7"}, {"position": "officer", "grade": "7"}]
)
def test_a_list_by_position_keeps_the_budget(
    client, official, tree, asked, django_assert_max_num_queries
):
    signed_in(client, "hr", agency=tree["MOHA"])
    client.get(LIST)
    with django_assert_max_num_queries(12):
        client.get(LIST, asked)


def test_the_next_page_goes_on_behind_the_last_person_of_this_one(client, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    for number in range(120):
        person = PersonFactory(name_en=f"Aung {number:03}", name_my="", password="!")
        PostingFactory(person=person, agency=tree["GAD"])
    first = client.get(LIST).context["page"]
    shown = client.get(LIST, {"page": 2, "after": first.last_key})
    assert [one.name_en for one in shown.context["page"]] == [
        f"Aung {number:03}" for number in range(50, 100)
    ]
    page = shown.context["page"]
    assert f'rel="next" href="?page=3&amp;after={page.last_key}"' in shown.text
    assert f'rel="prev" href="?page=1&amp;before={page.first_key}"' in shown.text
    # Security: nobody learns where a stranger's name would stand.
    stranger = PersonFactory(name_en="Aung 080", name_my="", password="!")
    PostingFactory(person=stranger, agency=tree["MOE"])
    answer = client.get(LIST, {"page": 2, "after": stranger.pk})
    assert list(answer.context["page"]) == list(page)


def test_a_search_by_phone_keeps_the_budget(client, official, tree, django_assert_max_num_queries):
    signed_in(client, "hr", agency=tree["MOHA"])
    client.get(LIST)
    # One more that day writes down who looked.
    for most in (13, 12):
        with django_assert_max_num_queries(most):
            page = client.get(LIST, {"q": "0001234"}).text
        assert NAME in page


def test_few_who_are_called_so_are_counted_and_sorted_as_many_are(client, tree, monkeypatch):
    signed_in(client, "hr", agency=tree["MOHA"])
    for name, day in (("Aung Zaw", 2), ("Zaw Aung", 3), ("Zaw Min", 1), ("Hla", 4)):
        person = PersonFactory(name_en=name, name_my="")
        PostingFactory(person=person, agency=tree["GAD"], valid_from=dt.date(2020, 1, day))

    def read(**asked):
        page = client.get(LIST, {"q": "zaw"} | asked).context["page"]
        return [person.name_en for person in page], page.paginator.count

    by_name, by_day = ["Aung Zaw", "Zaw Aung", "Zaw Min"], ["Zaw Min", "Aung Zaw", "Zaw Aung"]
    assert read() == (by_name, 3)
    assert read(order="-name") == (by_name[::-1], 3)
    assert read(order="since") == (by_day, 3)
    monkeypatch.setattr(filters, "_FEW_FOUND", 2)
    assert read() == (by_name, 3)
    # Too many for an order that no index has.
    assert read(order="since") == (by_name, 3)


def test_the_list_is_read_from_either_end(client, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    for name, day in (("Aung", dt.date(2024, 1, 1)), ("Zaw", dt.date(2020, 1, 1))):
        person = PersonFactory(name_en=name, name_my="")
        PostingFactory(person=person, agency=tree["GAD"], valid_from=day)
    pages = {order: client.get(LIST, {"order": order}).text for order in ("-name", "since")}
    assert pages["-name"].index("Zaw") < pages["-name"].index("Aung")
    assert pages["since"].index("Zaw") < pages["since"].index("Aung")
    assert 'aria-sort="ascending"' in pages["since"]
    left = client.get(LIST, {"order": "since", "state": "left"})
    assert left.status_code == 200


def test_chosen_columns_are_kept(client, official, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    sent = {"columns": ["email", "audience", "password"], "query": "unit=GAD&page=1"}
    answer = client.post("/en/office/people/columns/", sent)
    assert answer.url == f"{LIST}?unit=GAD&page=1"
    page = client.get(LIST).text
    assert "khin@moha.example" in page
    assert "Staff Officer" not in page
    assert "Staff Officer" in client.get(LIST, {"columns": "position"}).text
    assert "khin@moha.example" in client.get(LIST).text


def test_contacts_are_no_column_of_other_readers(client, official, tree):
    signed_in(client, "secretariat", agency=tree["MM"])
    page = client.get(LIST, {"columns": "email,number"}).text
    assert official.staff_number in page
    assert "khin@moha.example" not in page


def test_an_official_without_a_posting_has_a_page_at_the_root(client, tree):
    person = PersonFactory(name_en="Nobody")
    signed_in(client, "secretariat", agency=tree["MM"])
    page = client.get(page_of(person))
    assert "has never been posted" in page.text
    signed_in(client, "secretariat", agency=tree["MOHA"])
    assert client.get(page_of(person)).status_code == 404
