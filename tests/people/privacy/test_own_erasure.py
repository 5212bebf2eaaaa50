"""An erased account says nothing of its person and opens to nobody; service stays counted."""

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from people.accounts import find_person
from people.messaging import notify_person
from people.models import BulkAct, DeskPreference, Message, NameRequest, Person, Role
from people.privacy.erasure import erase_person, find_obstacles
from people.renaming import ask_for_name
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def person():
    contacts = {"email": "khin@mail.example", "phone": "09250001234"}
    return PersonFactory(username="khin", staff_number="GAD-1", reachable=True, **contacts)


def erased(person):
    erase_person(person)
    return Person.objects.get(pk=person.pk)


def test_names_contacts_and_numbers_are_gone_and_lead_to_nobody(person):
    row, subject = erased(person), person.subject_id
    for field in (
        "name_my",
        "name_en",
        "honorific",
        "email",
        "confirmed_email",
        "phone",
        "gender",
    ):
        assert getattr(row, field) == "", field
    assert (row.staff_number, row.last_login) == (None, None)
    assert row.subject_id != subject
    assert not row.has_usable_password()
    for text in ("khin", "GAD-1", "khin@mail.example", "09250001234"):
        assert find_person(text) is None, text


def test_what_was_kept_for_the_account_goes_with_it(person):
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    notify_person(person, "people/name_granted", subject="1", facts={})
    ask_for_name(person, name_my="", name_en="Khin Khin")
    DeskPreference.objects.create(person=person, columns=["unit"])
    BulkAct.objects.create(by=person, kind="remind", asked_at=timezone.now(), total=1, waiting=[1])
    RoleFactory(person=person, expired=True)
    erased(person)
    kinds = (Authenticator, Message, NameRequest, Role, DeskPreference, BulkAct)
    assert [kind for kind in kinds if kind.objects.exists()] == []


def test_past_service_stays_where_it_was(person):
    posting = PostingFactory(person=person, valid_to="2025-01-01", end_reason="retired")
    erased(person)
    posting.refresh_from_db()
    assert (posting.grade, posting.person) == (7, person)


def test_who_serves_or_has_a_duty_is_not_erased_before_that_ends(person):
    assert find_obstacles(person) == []
    PostingFactory(person=person)
    RoleFactory(person=person, agency=AgencyFactory())
    assert len(find_obstacles(person)) == 2
    admin = PersonFactory(admin=True)
    assert len(find_obstacles(admin)) == 1
