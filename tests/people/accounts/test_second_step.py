"""A second step is required where the installation says so, of those it names and has told."""

import datetime as dt

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
from django.utils import timezone

from people.accounts.second_step import (
    find_deadline,
    must_set_up,
    read_requirements,
    tell_of_second_step,
)
from people.models import Message, Person
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
TODAY = timezone.localdate()


def set_it_up(person):
    TOTP.activate(person, generate_totp_secret())


def with_role(kind="hr", told=None):
    person = PersonFactory()
    RoleFactory(person=person, kind=kind)
    Person.objects.filter(pk=person.pk).update(second_step_told_on=told)
    return Person.objects.get(pk=person.pk)


def test_others_are_all_that_are_not_named(settings):
    settings.SECOND_STEP_FOR = ["registrar", "others:14"]
    required = read_requirements()
    assert (required["registrar"], required["hr"], required["administrator"]) == (0, 14, 14)


@pytest.mark.parametrize("word", ["admin", "hr:soon", "hr:-1"])
def test_what_is_misspelt_stops_the_start(settings, word):
    settings.SECOND_STEP_FOR = [word]
    with pytest.raises(ImproperlyConfigured, match=word):
        read_requirements()


@pytest.mark.parametrize(("days_ago", "is_closed"), [(None, False), (13, False), (14, True)])
def test_the_days_are_counted_from_when_somebody_was_told(settings, days_ago, is_closed):
    settings.SECOND_STEP_FOR = ["hr:14"]
    told = None if days_ago is None else TODAY - dt.timedelta(days=days_ago)
    assert must_set_up(with_role(told=told)) == is_closed


def test_the_shortest_of_ones_roles_counts_and_nobody_elses(settings):
    settings.SECOND_STEP_FOR = ["registrar", "hr:14"]
    person = with_role(told=TODAY)
    assert find_deadline(person) == TODAY + dt.timedelta(days=14)
    RoleFactory(person=person, kind="registrar")
    assert find_deadline(person) == TODAY
    assert find_deadline(with_role("trainer")) is find_deadline(PersonFactory()) is None


def test_whoever_switches_it_off_again_is_closed_out_at_once(settings):
    settings.SECOND_STEP_FOR = ["hr:14"]
    person = with_role(told=TODAY - dt.timedelta(days=30))
    set_it_up(person)
    assert find_deadline(person) is None
    person.authenticator_set.all().delete()
    assert must_set_up(person)


def test_people_are_told_once_with_the_day(settings):
    settings.SECOND_STEP_FOR = ["administrator", "hr:14"]
    told, has_one = with_role(), with_role()
    set_it_up(has_one)
    PersonFactory(admin=True)
    with_role("trainer")
    assert tell_of_second_step() == 2
    assert tell_of_second_step() == 0
    message = Message.objects.get(person=told)
    assert message.facts == {"day": (TODAY + dt.timedelta(days=14)).isoformat()}
    assert not Message.objects.filter(person=has_one).exists()


def test_whoever_signs_in_is_told_from_when_on(client, settings):
    settings.SECOND_STEP_FOR = ["hr:14"]
    person = with_role()
    sent = {"login": person.username, "password": "demo"}
    page = client.post(reverse("account_login"), sent, follow=True)
    assert any("ဒုတိယအဆင့်" in str(one) for one in page.context["messages"])
    assert Person.objects.get(pk=person.pk).second_step_told_on == TODAY


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
