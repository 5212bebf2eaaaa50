"""What an erasure takes, what it leaves, and what stands in its way."""

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.accounts import find_person
from people.accounts.slips import print_slips
from people.messaging import notify_person
from people.models import Identifier, Message, Person, Posting
from people.postings import end_posting
from people.privacy.erasure import (
    AlreadyErased,
    ErasureBlocked,
    erase_person,
    find_obstacles,
    preview_erasure,
)
from people.privacy.own_data import ask_for_data
from people.renaming import ask_for_name
from tests.people.factories import ChargeFactory, PersonFactory, PostingFactory, RoleFactory

pytestmark = pytest.mark.django_db
WORDS = ("Khin Myo", "khin@example.org", "0912345678", "S-4711", "khinmyo")


@pytest.fixture
def person(db):
    return PersonFactory(
        name_en="Khin Myo",
        email="khin@example.org",
        phone="0912345678",
        staff_number="S-4711",
        username="khinmyo",
    )


def everything_kept_of(row):
    fields = Person.objects.filter(pk=row.pk).values().get()
    return " ".join(map(str, fields.values()))


def test_nothing_says_who_the_person_was(person):
    notify_person(person, "people/name_granted", subject="1", facts={"name": "x", "answer": ""})
    ask_for_name(person, name_my="", name_en="Khin Myo Myo")
    ask_for_data(person, language="en")
    erase_person(person)
    kept = everything_kept_of(person)
    assert [word for word in WORDS if word in kept] == []
    assert [word for word in WORDS if find_person(word)] == []
    assert not Message.objects.exists()
    assert not person.name_requests.exists()
    assert not person.data_requests.exists()
    assert Identifier.objects.filter(person=person).count() == 1  # a number of no meaning


def test_an_open_session_ends_and_no_password_opens_the_account(person):
    client = Client()
    client.post(reverse("account_login"), {"login": person.username, "password": "demo"})
    assert UserSession.objects.filter(user=person).exists()
    erase_person(person)
    assert client.get("/en/details/").status_code == 302
    erased = Person.objects.get(pk=person.pk)
    assert not erased.has_usable_password()
    # Not even with a password that somebody set by hand.
    erased.set_password("demo")
    erased.save()
    assert not Client().login(username=erased.username, password="demo")


def test_the_row_has_words_instead_of_a_name(person):
    erase_person(person)
    erased = Person.objects.get(pk=person.pk)
    assert erased.name_in("en") == "Somebody whose data was erased"
    assert erased.name_in("my") == "အချက်အလက် ပယ်ဖျက်ပြီးသူ"


def test_postings_of_the_past_stay_and_count(tree, person):
    PostingFactory(person=person, agency=tree["GAD"])
    day = timezone.localdate()
    end_posting(person, day=day)
    before = Posting.objects.counted_on(day - dt.timedelta(days=1)).count()
    erase_person(person)
    assert Posting.objects.counted_on(day - dt.timedelta(days=1)).count() == before == 1


def test_additional_charges_count_in_no_figure_and_go(tree, person):
    PostingFactory(person=person, agency=tree["GAD"])
    ChargeFactory(person=person, agency=tree["MOE"])
    end_posting(person, day=timezone.localdate())
    erase_person(person)
    assert not person.additional_postings.exists()


def test_who_serves_or_has_a_role_is_not_erased(tree, person):
    PostingFactory(person=person, agency=tree["GAD"])
    RoleFactory(person=person, agency=tree["GAD"])
    assert len(find_obstacles(person)) == 2
    with pytest.raises(ErasureBlocked):
        erase_person(person)
    assert Person.objects.get(pk=person.pk).name_en == "Khin Myo"


def test_an_administrator_is_not_erased():
    assert find_obstacles(PersonFactory(admin=True))


def test_nobody_is_erased_twice(person):
    erase_person(person)
    with pytest.raises(AlreadyErased):
        erase_person(person)


def test_slips_go_too(tree, person):
    PostingFactory(person=person, agency=tree["GAD"])
    manager = RoleFactory(agency=tree["MOHA"]).person
    print_slips(manager, tree["GAD"], [person.pk])
    end_posting(person, day=timezone.localdate())
    assert dict(preview_erasure(person))["ကုဒ်စာရွက်များနှင့် ကုဒ်များ"] == 1
    erase_person(person)
    assert not person.codes.exists()


def test_a_dry_run_tells_and_erases_nothing(person, capsys):
    call_command("erase_person", "S-4711", "--dry-run")
    assert f"{person.pk} " in capsys.readouterr().out
    assert Person.objects.get(pk=person.pk).erased_at is None


def test_the_command_erases(person):
    call_command("erase_person", "khin@example.org", "--yes")
    assert Person.objects.get(pk=person.pk).erased_at
    with pytest.raises(CommandError):
        call_command("erase_person", "khin@example.org", "--yes")
