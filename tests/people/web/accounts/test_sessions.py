"""A person ends one of their own sessions, such as that of a lost phone."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_a_person_ends_one_of_their_sessions_and_nobody_elses(client):
    person, other = PersonFactory(), PersonFactory()
    phone, foreign = Client(), Client()
    for device, who in ((client, person), (phone, person), (foreign, other)):
        device.post(reverse("account_login"), {"login": who.username, "password": "demo"})
    here, there = UserSession.objects.filter(user=person).order_by("pk")
    abroad = UserSession.objects.get(user=other)
    page = client.get(reverse("usersessions_list")).content.decode()
    assert reverse("people:end_session", args=[there.pk]) in page
    assert reverse("people:end_session", args=[here.pk]) not in page
    for session in (here, abroad):
        refused = client.post(reverse("people:end_session", args=[session.pk]))
        assert refused.status_code == 404
    client.post(reverse("people:end_session", args=[there.pk]))
    assert client.get(reverse("people:details")).status_code == 200
    assert foreign.get(reverse("people:details")).status_code == 200
    assert phone.get(reverse("people:details")).status_code == 302


def test_a_session_is_not_ended_by_a_link_nor_by_whoever_is_signed_out(client):
    person, phone = PersonFactory(), Client()
    for device in (client, phone):
        device.post(reverse("account_login"), {"login": person.username, "password": "demo"})
    session = UserSession.objects.filter(user=person).latest("pk")
    address = reverse("people:end_session", args=[session.pk])
    assert client.get(address).status_code == 405
    assert reverse("account_login") in Client().post(address).url
    assert phone.get(reverse("people:details")).status_code == 200
