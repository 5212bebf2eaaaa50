"""Without the second step that their role needs people learn, and do no work by any door."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from rest_framework.authtoken.models import Token

from people.web.second_step import SecondStepMiddleware
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_STEP_FOR = ["administrator", "hr", "registrar"]


def set_it_up(person):
    TOTP.activate(person, generate_totp_secret())


@pytest.mark.parametrize(
    "door",
    [
        *("/cms/", "/cms/pages/", "/my/slips/", "/my/names/", "/my/insights/"),
        *("/my/office/people/", "/my/office/people/export.csv", "/my/office/roster/"),
        *("/my/office/people/7/", "/my/office/roles/", "/my/support/"),
    ],
)
def test_every_door_of_work_leads_to_where_it_is_set_up(client, door):
    signed_in(client, admin=True)
    answer = client.get(door)
    assert (answer.status_code, answer.url) == (302, reverse("mfa_index"))
    assert client.post(door).url == reverse("mfa_index")


def test_asking_for_the_password_again_opens_nothing(client):
    signed_in(client, admin=True)
    client.post(reverse("account_reauthenticate"), {"password": "demo"})
    assert client.get("/cms/").url == reverse("mfa_index")


def test_a_second_step_opens_the_doors(client):
    person = signed_in(client, "registrar")
    assert client.get("/cms/").url == reverse("mfa_index")
    set_it_up(person)
    assert client.get("/cms/").status_code == 200


@pytest.mark.parametrize("by_token", [True, False])
def test_programs_are_told_and_get_nothing(client, tree, by_token):
    person = signed_in(client, "hr", agency=tree["MOHA"])
    key = Token.objects.create(user=person).key
    headers = {"Authorization": f"Token {key}"} if by_token else {}
    if by_token:
        client.logout()
    answer = client.get(reverse("api-agencies"), headers=headers)
    assert answer.status_code == 403
    assert answer.json().keys() == {"detail"}
    set_it_up(person)
    assert client.get(reverse("api-agencies"), headers=headers).status_code == 200


@pytest.mark.parametrize(
    "page",
    [
        *("courses:my_learning", "courses:catalogue", "courses:sessions", "courses:hours"),
        *("courses:hours_statement", "people:details", "people:messages", "mfa_index"),
    ],
)
def test_learning_and_the_own_account_stay_open(client, page):
    signed_in(client, "hr")
    assert client.get(reverse(page)).status_code == 200


def test_of_others_it_is_not_required(client):
    signed_in(client, "trainer")
    assert client.get("/cms/").status_code == 200


def test_a_role_that_does_not_exist_stops_the_start(settings):
    settings.SECOND_STEP_FOR = ["admin"]
    with pytest.raises(ImproperlyConfigured, match="admin"):
        SecondStepMiddleware(lambda request: None)
