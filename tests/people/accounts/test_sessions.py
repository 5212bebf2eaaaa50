import datetime as dt
import time

import pytest
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, format_hotp_value, hotp_value
from allauth.mfa.utils import is_mfa_enabled
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
    tasks.forget_old_data()
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


def test_a_second_step_ends_the_sessions_that_were_opened_without_it(
    client, client_class, django_capture_on_commit_callbacks
):
    person = PersonFactory()
    thief = client_class()
    for device in (thief, client):
        device.post(reverse("account_login"), {"login": person.username, "password": "demo"})
    client.post(reverse("account_reauthenticate"), {"password": "demo"})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    now = int(time.time()) // mfa_settings.TOTP_PERIOD
    code = format_hotp_value(hotp_value(client.session[SECRET_SESSION_KEY], now))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code})
    assert is_mfa_enabled(person)
    assert client.get(reverse("people:details")).status_code == 200
    assert thief.get(reverse("people:details")).status_code == 302


@pytest.fixture
def client_class(client):
    return type(client)
