import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from people.accounts.adapter import AccountAdapter
from people.models import Person
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def official():
    return PersonFactory(
        username="khin", staff_number="GAD-123", email="Khin@Mail.example", phone="+959250001234"
    )


@pytest.fixture
def letters(settings, without_a_broker):
    """Hosts of any name are let in, as a proxy may do; the limits are tried elsewhere."""
    settings.ALLOWED_HOSTS, settings.SITE_URL = ["*"], "https://learn.example"
    settings.ACCOUNT_RATE_LIMITS = False
    return mail.outbox


def ask_for_a_password(client, address, **headers):
    return client.post(reverse("account_reset_password"), {"email": address}, **headers)


@pytest.mark.parametrize(
    "wish",
    [
        *("khin", "KHIN", "ｋhin", "k\u200bhin", "GAD-123", "gad-၁၂၃"),
        *("09250001234", "a@b.example", "1234567", "1001", "၁၀၀၁", "10/01"),
        *("кhin", "khínn", "khinခ", "khin myo"),
    ],
)
def test_nobody_takes_a_sign_in_name_that_means_somebody_else(official, wish):
    with pytest.raises(ValidationError):
        AccountAdapter().clean_username(wish)


@pytest.mark.parametrize(
    ("language", "words"), [("my", "စကားဝှက်အသစ်"), ("en", "asked for a new password")]
)
def test_a_password_letter_is_ours_and_under_our_own_address(client, letters, language, words):
    person = PersonFactory(
        username="khin", email="khin@mail.example", reachable=True, language=language
    )
    ask_for_a_password(client, "Khin@Mail.example", headers={"host": "evil.example"})
    [letter] = letters
    assert letter.to == ["khin@mail.example"]
    assert words in letter.body
    assert "evil.example" not in letter.subject + letter.body
    assert "[" not in letter.subject
    [link] = re.findall(r"https?://\S+", letter.body)
    assert link.startswith("https://learn.example/accounts/password/reset/key/")
    form = client.get(link.removeprefix("https://learn.example"), follow=True)
    change = {"password1": "padauk-in-april", "password2": "padauk-in-april"}
    client.post(form.redirect_chain[-1][0], change)
    assert Person.objects.get(pk=person.pk).check_password("padauk-in-april")


def test_an_unknown_or_inactive_address_gets_no_letter_and_the_same_answer(client, letters):
    PersonFactory(email="gone@mail.example", reachable=True, is_active=False)
    PersonFactory(email="khin@mail.example", reachable=True)
    answers = {
        ask_for_a_password(client, f"{name}@mail.example").url
        for name in ("nobody", "gone", "khin")
    }
    assert answers == {reverse("account_reset_password_done")}
    assert [letter.to for letter in letters] == [["khin@mail.example"]]


@pytest.mark.parametrize("look_alike", ["\u212ahin@mail.example", "khin@ma\u0131l.example"])
def test_a_letter_goes_to_the_address_as_it_is_recorded(client, letters, look_alike):
    PersonFactory(email="khin@mail.example", reachable=True)
    ask_for_a_password(client, look_alike)
    assert all(letter.to == ["khin@mail.example"] for letter in letters)


def test_a_former_address_gets_no_password_letter(client, letters):
    person = PersonFactory(email="old@mail.example", reachable=True)
    person.email = person.confirmed_email = "new@mail.example"
    person.save()
    ask_for_a_password(client, "old@mail.example")
    assert letters == []
    ask_for_a_password(client, "new@mail.example")
    assert [letter.to for letter in letters] == [["new@mail.example"]]


def test_a_link_is_worth_nothing_after_the_address_has_changed(client, letters):
    person = PersonFactory(email="old@mail.example", reachable=True)
    ask_for_a_password(client, "old@mail.example")
    Person.objects.filter(pk=person.pk).update(email="new@mail.example")
    [link] = re.findall(r"/accounts/\S+", letters[0].body)
    assert client.get(link, follow=True).context["token_fail"]


def test_signing_in_names_the_person_and_no_word_of_the_library(client):
    person = PersonFactory(username="200051", name_en="Sandar Yi", language="en")
    page, english = reverse("account_login"), {"accept-language": "en"}
    wrong = {"login": "200051", "password": "wrong"}
    told = client.post(page, wrong, headers=english).text
    assert "The name or number and the password do not belong together." in told
    right = {"login": "200051", "password": "demo"}
    told = client.post(page, right, headers=english, follow=True).text
    assert f"You are signed in, {person.name_in('en')}." in told
    assert "as 200051" not in told
