"""The pages on which people ask for erasure and administrators decide."""

import pytest
from django.urls import reverse

from people.models import ErasureRequest
from people.privacy.erasure_requests import ask_for_erasure
from tests.people.factories import PersonFactory, PostingFactory
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.django_db


def confirm_password(client):
    client.post(reverse("account_reauthenticate"), {"password": "demo"})


def test_the_password_is_asked_first(client):
    signed_in(client, citizen=True)
    assert client.get("/en/details/erase/").url.startswith(reverse("account_reauthenticate"))


def test_a_citizen_asks_and_takes_it_back(client):
    signed_in(client, citizen=True)
    confirm_password(client)
    client.post("/en/details/erase/", {})
    assert not ErasureRequest.objects.exists()
    client.post("/en/details/erase/", {"understood": "1"})
    assert "Until then you can take it back." in client.get("/en/details/erase/").text
    client.post("/en/details/erase/", {"act": "take_back"})
    assert not ErasureRequest.objects.open().exists()


@pytest.mark.any_database
def test_who_serves_reads_why_not(client, tree):
    signed_in(client, "hr", agency=tree["GAD"])
    confirm_password(client)
    page = client.get("/en/details/erase/").text
    assert "This is not possible yet" in page
    assert 'name="understood"' not in page
    client.post("/en/details/erase/", {"understood": "1"})
    assert not ErasureRequest.objects.exists()


@pytest.mark.any_database
def test_what_came_into_the_way_since_is_told_instead_of_the_day(client, tree):
    person = signed_in(client, citizen=True)
    ask_for_erasure(person)
    PostingFactory(person=person, agency=tree["GAD"])
    confirm_password(client)
    page = client.get("/en/details/erase/").text
    assert "A posting holds still" in page
    assert "It is done after" not in page
    assert "Take it back and keep my account" in page


@pytest.mark.parametrize(
    ("sent", "is_granted"),
    [
        ({"act": "grant"}, True),
        ({"act": "refuse", "answer": ""}, None),
        ({"act": "refuse", "answer": "Not yet."}, False),
    ],
)
def test_an_administrator_decides(client, sent, is_granted):
    row = ask_for_erasure(PersonFactory())
    signed_in(client, admin=True)
    assert str(row.person.staff_number) in client.get("/en/erasures/").text
    client.post(reverse("people:decide_erasure", args=[row.pk]), sent)
    row.refresh_from_db()
    assert row.is_granted is is_granted


@pytest.mark.any_database
def test_nobody_else_decides(client, tree):
    row = ask_for_erasure(PersonFactory())
    signed_in(client, "hr", agency=tree["MM"])
    assert client.get("/en/erasures/").status_code == 403
    address = reverse("people:decide_erasure", args=[row.pk])
    assert client.post(address, {"act": "grant"}).status_code == 403
