"""An address or number is recorded once its holder has shown it to be theirs, and not before."""

import re

import pytest
from allauth.account import app_settings
from allauth.account.models import EmailAddress
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.urls import reverse

from people.accounts import find_person
from people.accounts.codes import draw_secret
from people.accounts.contacts import (
    CodeIsOver,
    ContactTaken,
    SecondRegister,
    confirm_contact,
    pending_email,
    remove_contact,
    request_email,
    request_password_by_text,
    request_phone,
)
from people.accounts.letters import send_password_letter
from people.accounts.sending import send_code, send_waiting_codes
from people.models import Message, OneTimeCode, Person
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts(settings, tmp_path):
    """The folder in which the demo leaves text messages."""
    settings.SMS_URL = f"file://{tmp_path / 'texts'}"
    return lambda: [path.read_text() for path in (tmp_path / "texts").glob("*.txt")]


def confirmed(person, email):
    row = request_email(person, email)
    draw_secret(row)
    return confirm_contact(row)


def test_an_address_names_nobody_until_it_is_confirmed():
    person = PersonFactory(email="old@mail.example", reachable=True)
    row = request_email(person, " New@Mail.example ")
    assert find_person("new@mail.example") is None
    assert find_person("old@mail.example") == person
    confirm_contact(row)
    assert find_person("new@mail.example") == person
    assert find_person("old@mail.example") is None
    assert Person.objects.get(pk=person.pk).has_confirmed_email


def test_the_former_mailbox_gets_nothing_after_a_change():
    person = PersonFactory(email="old@mail.example", reachable=True)
    confirmed(person, "new@mail.example")
    for address in ("old", "new"):
        send_password_letter(f"{address}@mail.example")
    assert [letter.to for letter in mail.outbox] == [["new@mail.example"]]


@pytest.mark.parametrize("way", ["changed", "taken off"])
def test_the_former_mailbox_is_told(way, django_capture_on_commit_callbacks, without_a_broker):
    """Whoever took the account over reads the new one; its owner reads the former."""
    person = PersonFactory(email="old@mail.example", reachable=True)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        if way == "changed":
            confirmed(person, "new@mail.example")
        else:
            remove_contact(person, "email")
    [told] = [letter for letter in mail.outbox if letter.to == ["old@mail.example"]]
    assert person.name_en not in told.body
    assert "ချက်ချင်း အကြောင်းကြားပါ" in told.body


def test_a_mailbox_that_only_others_wrote_is_told_nothing(
    django_capture_on_commit_callbacks, without_a_broker
):
    person = PersonFactory(email="typed@mail.example")
    with django_capture_on_commit_callbacks(execute=True):
        confirmed(person, "new@mail.example")
    assert ["typed@mail.example"] not in [letter.to for letter in mail.outbox]


@pytest.mark.parametrize("way", ["changed", "taken off"])
def test_the_former_phone_and_the_mailbox_are_told(
    way, texts, django_capture_on_commit_callbacks, without_a_broker
):
    number = "09250001234"
    person = PersonFactory(phone=number, confirmed_phone=number, email="khin@mail.example")
    with django_capture_on_commit_callbacks(execute=True):
        if way == "changed":
            confirm_contact(request_phone(person, "09250009999"))
        else:
            remove_contact(person, "phone")
    [told] = [text for text in texts() if text.startswith("+959250001234")]
    assert "ပညာအကောင့်" in told
    assert person.name_en not in told
    assert Message.objects.get(person=person).kind == "people/phone_changed"


def test_a_phone_that_only_others_wrote_is_told_nothing(
    texts, django_capture_on_commit_callbacks, without_a_broker
):
    person = PersonFactory(phone="09250001234")
    with django_capture_on_commit_callbacks(execute=True):
        confirm_contact(request_phone(person, "09250009999"))
    assert not any(text.startswith("+959250001234") for text in texts())


def test_nothing_is_told_where_no_phone_was_to_be_taken_off():
    person = PersonFactory(phone="")
    remove_contact(person, "phone")
    assert not Message.objects.exists()


@pytest.mark.parametrize("how", ["save", "update", "bulk_update"])
def test_an_address_that_others_wrote_is_not_confirmed_however_they_wrote_it(how):
    person = PersonFactory(email="old@mail.example", reachable=True)
    person.email = "new@mail.example"
    if how == "save":
        person.save()
    elif how == "update":
        Person.objects.filter(pk=person.pk).update(email="new@mail.example")
    else:
        Person.objects.bulk_update([person], ["email"])
    for address in ("old", "new"):
        send_password_letter(f"{address}@mail.example")
    assert mail.outbox == []


def test_a_link_works_once_and_the_last_one_only():
    person = PersonFactory()
    first, second = (request_email(person, f"{n}@mail.example") for n in "ab")
    with pytest.raises(CodeIsOver):
        confirm_contact(first)
    confirm_contact(second)
    with pytest.raises(CodeIsOver):
        confirm_contact(second)


def test_who_was_recorded_with_it_meanwhile_keeps_it():
    person = PersonFactory()
    row = request_email(person, "khin@mail.example")
    official = PersonFactory(email="khin@mail.example")
    with pytest.raises(ContactTaken):
        confirm_contact(row)
    assert find_person("khin@mail.example") == official


def test_the_letter_leads_to_our_own_address_and_carries_no_words_of_others(settings):
    settings.SITE_URL = "https://learn.example"
    person = PersonFactory(name_my="", name_en="Buy now", language="en", honorific="")
    send_code(request_email(person, "khin@mail.example"))
    [letter] = mail.outbox
    assert letter.to == ["khin@mail.example"]
    assert "Buy now" not in letter.subject + letter.body
    [link] = re.findall(r"https?://\S+", letter.body)
    assert re.fullmatch(r"https://learn\.example/en/details/email/\w{4}-\w{4}/", link)


def test_a_letter_is_sent_once():
    row = request_email(PersonFactory(), "khin@mail.example")
    send_code(row)
    send_code(OneTimeCode.objects.get())
    assert send_waiting_codes() == 0
    assert len(mail.outbox) == 1


def test_a_letter_whose_server_was_away_goes_with_the_sweep(monkeypatch):
    row = request_email(PersonFactory(), "khin@mail.example")

    def refuse(*args, **more):
        raise OSError("away")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        assert send_waiting_codes() == 0
        with pytest.raises(OSError, match="away"):
            send_code(row)
    assert send_waiting_codes() == 1
    assert len(mail.outbox) == 1


def test_the_queue_carries_no_code(monkeypatch, django_capture_on_commit_callbacks):
    queued = []
    monkeypatch.setattr("people.queue.enqueue", lambda *task: queued.append(task))
    with django_capture_on_commit_callbacks(execute=True):
        row = request_email(PersonFactory(), "khin@mail.example")
    assert queued == [("people.tasks.send_code", row.pk)]
    assert row.digest == ""


def test_a_phone_is_confirmed_by_a_code_in_a_text_message(texts):
    person = PersonFactory(language="en")
    row = request_phone(person, "09 250 001 234")
    send_code(row)
    [text] = texts()
    assert text.startswith("+959250001234\n")
    assert re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", text)
    confirm_contact(row)
    assert Person.objects.get(pk=person.pk).has_confirmed_phone


def test_a_code_for_a_new_password_goes_to_a_confirmed_number_only(texts):
    number = "09250001234"
    person = PersonFactory(phone=number)
    request_password_by_text(number)
    assert send_waiting_codes() == 0
    Person.objects.filter(pk=person.pk).update(confirmed_phone=number)
    request_password_by_text("+95 9 250 001 234")
    assert send_waiting_codes() == 1
    assert len(texts()) == 1


def test_no_code_goes_to_the_phone_of_people_with_rights():
    number = "09250001234"
    RoleFactory(person=PersonFactory(phone=number, confirmed_phone=number), kind="registrar")
    request_password_by_text(number)
    assert not OneTimeCode.objects.exists()


def test_a_new_number_ends_the_code_on_its_way_to_the_former_one():
    person = PersonFactory(phone="09250001234", confirmed_phone="09250001234")
    request_password_by_text("09250001234")
    confirm_contact(request_phone(person, "09250009999"))
    assert not OneTimeCode.objects.filter(purpose="password", cancelled_at=None).exists()


def test_a_contact_is_taken_off_with_what_waits_for_it():
    person = PersonFactory(email="khin@mail.example", reachable=True)
    request_email(person, "other@mail.example")
    remove_contact(person, "email")
    assert find_person("khin@mail.example") is None
    assert pending_email(person) is None


def test_signing_up_with_the_address_of_a_later_official_does_not_keep_it(client):
    secret = {"password1": "padauk-in-april", "password2": "padauk-in-april"}
    sent = {"username": "other", "name_en": "Other", "email": "Director@mail.example", **secret}
    client.post(reverse("account_signup"), sent)
    other = Person.objects.get(username="other")
    assert (other.email, pending_email(other).contact) == ("", "director@mail.example")
    official = PersonFactory(email="director@mail.example")
    with pytest.raises(ContactTaken):
        confirm_contact(pending_email(other))
    assert find_person("director@mail.example") == official


def test_no_address_is_written_into_the_table_of_the_library():
    with pytest.raises(SecondRegister):
        EmailAddress.objects.create(user=PersonFactory(), email="khin@mail.example")


def test_letters_and_links_for_a_new_password_write_none_there(client):
    person = PersonFactory(email="khin@mail.example", reachable=True)
    send_password_letter("khin@mail.example")
    assert app_settings.PASSWORD_RESET_TOKEN_GENERATOR is PasswordResetTokenGenerator
    client.post(reverse("account_login"), {"login": person.username, "password": "demo"})
    assert not EmailAddress.objects.exists()
