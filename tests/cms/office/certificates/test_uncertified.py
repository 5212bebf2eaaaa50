"""Completions without a certificate: their list, one of them, and another try."""

import pytest
from django.urls import reverse

from tests.certification.factories import make_uncertified
from tests.people.factories import AgencyFactory
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.django_db


def url(name, *rows):
    return reverse(f"uncertified:{name}", args=[row.pk for row in rows])


def page(client, address):
    return client.get(address).content.decode()


@pytest.fixture
def own(country):
    return make_uncertified(country["MOE-1"], reason="name")


@pytest.fixture
def foreign(country):
    return make_uncertified(country["MOH-1"])


@pytest.fixture
def registrar(client, country):
    return signed_in(client, "registrar", agency=country["MOE"])


def test_the_list_and_the_page_tell_reason_and_tries(client, registrar, own):
    own.enrolment.person.name_en, own.tries = "Someone Known", 41
    own.enrolment.person.save()
    own.save()
    for address in (url("index"), url("detail", own)):
        html = page(client, address)
        assert str(own.get_reason_display()) in html
        assert "41" in html or "၄၁" in html
        assert str(own.enrolment.person) in html
    assert url("detail", own) in page(client, url("index"))


def test_those_of_another_ministry_are_not_found(client, registrar, own, foreign):
    assert url("detail", foreign) not in page(client, url("index"))
    assert client.get(url("detail", foreign)).status_code == 404
    assert client.post(url("retry", foreign)).status_code == 404


def test_a_registrar_tries_again(
    client, registrar, own, monkeypatch, django_capture_on_commit_callbacks
):
    queued = []
    monkeypatch.setattr("people.queue.enqueue", lambda *message: queued.append(message))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url("retry", own)).headers["Location"] == url("index")
    assert queued == [("certification.tasks.issue", own.enrolment_id)]


def test_an_auditor_reads_and_does_not_act(client, country, own):
    signed_in(client, "auditor", agency=country["MOE"])
    assert url("retry", own) not in page(client, url("detail", own))
    client.post(url("retry", own))
    assert client.get(url("detail", own)).status_code == 200


def test_they_are_found_by_name_and_number(client, registrar, own):
    person = own.enrolment.person
    other = make_uncertified(AgencyFactory(parent=own.agency.get_parent()))
    html = page(client, url("index") + f"?q={person.staff_number}")
    assert url("detail", own) in html
    assert url("detail", other) not in html


def test_the_first_page_of_a_registrar_counts_them(client, registrar, own, foreign):
    assert url("index") in page(client, reverse("wagtailadmin_home"))
