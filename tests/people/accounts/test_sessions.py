import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from people import tasks
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


def sign_in_on(browser, client):
    sent = {"login": PersonFactory().username, "password": "demo"}
    client.post(reverse("account_login"), sent, HTTP_USER_AGENT=browser)
    return client.session.session_key


def test_a_session_that_is_over_is_forgotten_with_its_address_and_browser(client, client_class):
    over, going_on = sign_in_on("old phone", client), sign_in_on("phone", client_class())
    yesterday = timezone.now() - dt.timedelta(days=1)
    Session.objects.filter(session_key=over).update(expire_date=yesterday)
    tasks.forget_old_sessions()
    assert Session.objects.get().session_key == going_on
    assert UserSession.objects.get().user_agent == "phone"


def test_a_person_ends_their_other_sessions(client, client_class):
    person = PersonFactory()
    phone = client_class()
    for device in (client, phone):
        device.post(reverse("account_login"), {"login": person.username, "password": "demo"})
    client.post(reverse("usersessions_list"))
    assert client.get(reverse("people:details")).status_code == 200
    assert phone.get(reverse("people:details")).status_code == 302


@pytest.fixture
def client_class(client):
    return type(client)
