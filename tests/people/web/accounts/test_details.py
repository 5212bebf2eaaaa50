import pytest
from django.urls import reverse

from people.accounts.slips import print_slips
from people.messaging import notify_person
from people.models import Message, Person
from people.privacy.erasure_requests import ask_for_erasure
from tests.people.factories import PostingFactory, RoleFactory
from tests.people.sign_in import sign_in, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"], kind="hr", person__name_en="Ni Ni Win").person


@pytest.fixture
def person(client, tree, hr):
    return sign_in(client, PostingFactory(agency=tree["GAD"]).person)


def details(client):
    return client.get("/en/details/").text


def test_a_person_sees_what_is_held_and_whom_to_ask(client, person, tree):
    page = details(client)
    for fact in (person.name_my, person.name_en, person.staff_number, tree["GAD"].names["en"]):
        assert fact in page
    assert "Ni Ni Win" in page


def test_nobody_without_an_address_is_promised_letters(client):
    person = signed_in(client, email="khin@example.org")
    assert "by e-mail and here" in details(client)
    Person.objects.filter(pk=person.pk).update(email="")
    assert "by e-mail and here" not in details(client)


def test_an_erasure_that_waits_is_shown_before_anything_else(client):
    person = signed_in(client, citizen=True)
    assert "You asked to have your data erased" not in details(client)
    ask_for_erasure(person)
    assert "You asked to have your data erased" in details(client).partition("Who you are")[0]


def test_a_citizen_is_told_of_no_office(client):
    signed_in(client, is_name_confirmed=False)
    main = details(client).partition("<main")[2].partition("</main>")[0].lower()
    assert "ask the administrators of this service" in main
    # But the way in for officials who register.
    main = main.replace("i serve in an agency", "").replace("/details/office/", "")
    for word in ("office", "agency", "served"):
        assert word not in main


def test_a_person_sees_who_printed_a_slip_for_them(client, person, hr, tree):
    assert "Slips for your account" not in details(client)
    print_slips(hr, tree["GAD"], [person.pk])
    page = details(client)
    assert "Ni Ni Win" in page
    assert "It was not used yet." in page


def test_an_address_of_the_office_is_shown_as_not_confirmed(client, person):
    Person.objects.filter(pk=person.pk).update(email="khin@mail.example")
    assert "Not confirmed" in details(client)
    Person.objects.filter(pk=person.pk).update(confirmed_email="khin@mail.example")
    assert "Not confirmed" not in details(client)


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get("/en/details/").url.startswith("/accounts/login/")


def test_notices_that_are_not_wanted_are_shown_and_not_sent(client):
    person = signed_in(client, email="khin@mail.example")
    sent = {"language": "en", "wanted": ["certification/ready"]}
    client.post(reverse("people:letters"), sent)
    person.refresh_from_db()
    assert (person.language, person.unwanted_letters) == (
        "en",
        ["certification/expiring", "cms/poor_questions", "people/texts"],
    )
    for kind in ("ready", "expiring", "revoked"):
        notify_person(person, f"certification/{kind}", subject="x", facts={})
    waiting = Message.objects.exclude(next_try_at=None)
    assert Message.objects.count() == 3
    assert {one.kind for one in waiting} == {"certification/ready", "certification/revoked"}


def test_a_page_of_a_person_costs_few_queries(client, person, django_assert_max_num_queries):
    details(client)
    with django_assert_max_num_queries(14):
        details(client)
