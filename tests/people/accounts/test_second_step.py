"""A second step is required where the installation says so, of those it names."""

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from people.accounts.second_step import SecondStepMiddleware
from tests.people.factories import PersonFactory, PostingFactory
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.django_db


def set_it_up(person):
    TOTP.activate(person, generate_totp_secret())


@pytest.mark.parametrize(
    ("who", "fields"), [("registrar", {}), ("", {"admin": True})], ids=["registrar", "admin"]
)
def test_those_named_set_it_up_before_they_work(client, settings, who, fields):
    settings.SECOND_STEP_FOR = ["administrator", "registrar"]
    person = signed_in(client, who, **fields)
    answer = client.get("/cms/")
    assert answer["Location"] == reverse("mfa_index")
    assert client.get(reverse("courses:my_learning")).status_code == 200
    set_it_up(person)
    assert client.get("/cms/").status_code == 200


def test_those_named_set_it_up_before_they_work_at_the_desk(client, settings, tree):
    settings.SECOND_STEP_FOR = ["hr"]
    person = signed_in(client, "hr", agency=tree["MOHA"])
    official = PostingFactory(agency=tree["GAD"]).person
    guarded = [
        reverse(f"people:{name}")
        for name in ("slips", "name_requests", "office_people", "give_role", "office_transfers")
    ]
    guarded += [
        reverse("people:office_export", args=["csv"]),
        reverse("people:move_person", args=[official.pk]),
    ]
    for address in guarded:
        assert client.get(address)["Location"] == reverse("mfa_index"), address
    for address in (reverse("api-end-posting"), reverse("api-roster-proposals")):
        assert client.post(address)["Location"] == reverse("mfa_index"), address
    for name in ("office_begin_act", "approve_roster", "decide_transfer", "undo_role"):
        address = reverse(f"people:{name}", args=[1] if name != "office_begin_act" else [])
        assert client.post(address)["Location"] == reverse("mfa_index"), address
    set_it_up(person)
    for address in guarded:
        assert client.get(address).status_code == 200, address


def test_of_others_it_is_not_required(client, settings):
    settings.SECOND_STEP_FOR = ["administrator", "registrar"]
    signed_in(client, "trainer")
    assert client.get("/cms/").status_code == 200


def test_a_role_that_does_not_exist_stops_the_start(settings):
    settings.SECOND_STEP_FOR = ["admin"]
    with pytest.raises(ImproperlyConfigured, match="admin"):
        SecondStepMiddleware(lambda request: None)


def in_burmese_halves(code):
    return f"{code[:3]} {code[3:]}".translate({48 + n: 0x1040 + n for n in range(10)})


def test_a_code_is_taken_in_burmese_digits_and_in_halves(client):
    person = PersonFactory(username="khin")
    person.set_password("padauk-in-april")
    person.save()
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    sign_in = {"login": "khin", "password": "padauk-in-april"}
    assert client.post(reverse("account_login"), sign_in).url == reverse("mfa_authenticate")
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    answer = client.post(reverse("mfa_authenticate"), {"code": in_burmese_halves(code)})
    assert answer.status_code == 302, answer.context["form"].errors
    assert client.session["_auth_user_id"] == str(person.pk)
