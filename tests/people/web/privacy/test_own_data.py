"""The pages on which a copy is asked for and fetched."""

import datetime as dt
import io
import zipfile

import pytest
from django.urls import reverse

from people.models import DataRequest
from people.privacy.own_data import ask_for_data, write_own_data
from tests.people.factories import PersonFactory
from tests.people.sign_in import sign_in, signed_in

pytestmark = pytest.mark.django_db


def confirm_password(client):
    client.post(reverse("account_reauthenticate"), {"password": "demo"})


def finished_copy(person):
    row = ask_for_data(person, language="en")
    write_own_data(row)
    return reverse("people:download_own_data", args=[row.pk])


def test_a_person_asks_waits_and_fetches(client):
    person = signed_in(client)
    client.post("/en/details/data/")
    assert "Your copy is being made" in client.get("/en/details/data/").text
    write_own_data(DataRequest.objects.get())
    page = client.get("/en/details/data/").text
    address = reverse("people:download_own_data", args=[DataRequest.objects.get().pk])
    assert address.replace("/my/", "/en/") in page
    confirm_password(client)
    answer = client.get(address)
    assert answer["Content-Type"] == "application/zip"
    content = io.BytesIO(b"".join(answer.streaming_content))
    assert person.username in zipfile.ZipFile(content).read("data.json").decode()


def test_the_password_is_asked_before_the_copy_is_sent(client):
    address = finished_copy(signed_in(client))
    assert client.get(address).url.startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize("fields", [{}, {"admin": True}])
def test_a_copy_is_nobody_elses_not_even_an_administrators(client, fields):
    address = finished_copy(PersonFactory())
    sign_in(client, PersonFactory(**fields))
    confirm_password(client)
    assert client.get(address).status_code == 404


@pytest.mark.any_database
def test_the_file_is_named_by_the_day_at_home(client):
    address = finished_copy(signed_in(client))
    evening = dt.datetime(2026, 6, 30, 20, tzinfo=dt.UTC)  # in Myanmar it is the next morning
    DataRequest.objects.update(asked_at=evening)
    confirm_password(client)
    assert "pyinnya-2026-07-01.zip" in client.get(address)["Content-Disposition"]


@pytest.mark.any_database
def test_nobody_keeps_the_worker_busy(client, settings):
    settings.RATES = settings.RATES | {"own-data": "2/day/person"}
    signed_in(client)
    answers = [client.post("/en/details/data/").status_code for _ in range(3)]
    assert answers == [302, 302, 429]
    assert client.get("/en/details/data/").status_code == 200


@pytest.mark.any_database
def test_a_copy_whose_file_is_gone_is_not_found(client):
    person = signed_in(client)
    address = finished_copy(person)
    DataRequest.objects.get().file.delete(save=False)
    confirm_password(client)
    assert client.get(address).status_code == 404
