"""No line of a roster is a way into somebody's account, or shuts somebody out of theirs."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from people.accounts import find_person
from people.imports.report import Problem
from people.models import Person
from people.postings import posting_on
from people.roster.importing import import_roster
from tests.people.factories import PersonFactory, RoleFactory
from tests.people.roster.rosters import AUNG, KHIN, counts, csv_file, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agencies")]

NAMES = {"honorific": "daw", "name_my": "ခင်မျိုး", "name_en": "Khin Myo"}
CHECK, WRONG = Problem.Kind.CHECK, Problem.Kind.WRONG


def official(**fields):
    """Somebody whom a roster made and who never signed in."""
    person = PersonFactory(username="1001", staff_number="1001", **{**NAMES, **fields})
    person.set_unusable_password()
    person.save()
    return person


def identity(person):
    names = ("honorific", "name_my", "name_en", "email", "phone", "staff_number", "username")
    return Person.objects.filter(pk=person.pk).values(*names).get()


def has_signed_in(person):
    Person.objects.filter(pk=person.pk).update(last_login=timezone.now())


def holds_a_role(person):
    RoleFactory(person=person)


def held_a_role(person):
    RoleFactory(person=person, expired=True)


def is_in_a_group(person):
    person.groups.add(Group.objects.create(name="by hand"))


def administers(person):
    Person.objects.filter(pk=person.pk).update(is_superuser=True)


def has_a_password(person):
    person.set_password("padauk-in-april")
    person.save()


@pytest.mark.parametrize(
    "protect",
    [has_signed_in, holds_a_role, held_a_role, is_in_a_group, administers, has_a_password],
)
def test_a_file_changes_nothing_by_which_a_protected_person_is_known(protect):
    person = official(email="khin@office.example", phone="")
    protect(person)
    before = identity(person)
    report = import_roster(csv_file(KHIN.replace("daw", "u")))
    assert identity(person) == before
    notes = [(problem.field, problem.kind) for problem in report.problems]
    assert notes == [("honorific", CHECK), ("email", CHECK), ("phone", CHECK)]
    # What an agency does know, where somebody serves, is written all the same.
    assert posting_on(person, dt.date(2024, 1, 1)).agency.code == "GAD"


@pytest.mark.usefixtures("without_a_broker")
def test_a_registrar_is_not_taken_over_by_a_roster_and_a_password_letter(client):
    registrar = official(email="registrar@office.example")
    RoleFactory(person=registrar, kind="registrar")
    import_roster(csv_file(KHIN.replace("khin@mail.example", "attacker@mail.example")))
    client.post(reverse("account_reset_password"), {"email": "attacker@mail.example"})
    assert mail.outbox == []


@pytest.mark.usefixtures("without_a_broker")
def test_an_address_that_a_file_brought_opens_no_account(client):
    """Not even of somebody who never signed in: whoever imports rosters could open theirs."""
    import_roster(csv_file(KHIN))
    client.post(reverse("account_reset_password"), {"email": "khin@mail.example"})
    assert mail.outbox == []
    # Nor does a file lend its address the trust that an administrator gave another one.
    Person.objects.update(email="old@mail.example", confirmed_email="old@mail.example")
    import_roster(csv_file(KHIN))
    for address in ("old", "khin"):
        client.post(reverse("account_reset_password"), {"email": f"{address}@mail.example"})
    assert mail.outbox == []
    assert Person.objects.get().email == "khin@mail.example"


def test_what_a_file_repeats_of_a_protected_person_is_no_problem():
    person = official(email="khin@mail.example", phone="0900111222")
    has_signed_in(person)
    assert import_roster(csv_file(KHIN)).problems == []


def test_contacts_of_somebody_who_never_signed_in_are_kept_up_to_date():
    person = official(email="old@mail.example")
    assert import_roster(csv_file(KHIN)).problems == []
    person.refresh_from_db()
    assert (person.email, person.phone) == ("khin@mail.example", "0900111222")
    assert find_person("old@mail.example") is None
    assert find_person("0900111222") == person


@pytest.mark.parametrize("other", [{"name_my": "အောင်ကျော်"}, {"name_en": "Aung Kyaw"}])
@pytest.mark.parametrize("protect", [has_signed_in, lambda person: None])
def test_a_known_number_with_another_name_is_refused(other, protect):
    person = official(**other)
    protect(person)
    before = identity(person)
    report = import_roster(csv_file(KHIN))
    assert (counts(report), identity(person)) == ((0, 0, 0, 0), before)
    assert [(p.line, p.field) for p in report.problems] == [(2, next(iter(other)))]
    assert not person.postings.exists()


def test_another_spelling_is_no_other_name_and_a_missing_name_is_added():
    person = official(name_my="ခင်မျိုး", name_en="", honorific="")
    import_roster(csv_file(KHIN))
    assert identity(person)["name_en"] == "Khin Myo"
    import_roster(csv_file(KHIN.replace("Khin Myo", "KHIN MYO")))
    assert identity(person)["name_en"] == "KHIN MYO"
    has_signed_in(person)
    assert import_roster(csv_file(KHIN)).problems == []
    assert identity(person)["name_en"] == "KHIN MYO"


@pytest.mark.parametrize(
    "taken",
    [
        {"username": "admin"},
        {"username": "Admin"},
        {"username": "person", "staff_number": "ADMIN"},
    ],
)
@pytest.mark.parametrize("number", ["admin", "ADMIN", "Admin"])
def test_a_number_by_which_somebody_signs_in_is_refused(client, taken, number):
    somebody = PersonFactory(**{"staff_number": None, "admin": True, **taken})
    report = import_roster(csv_file(KHIN.replace("1001", number)))
    assert (counts(report), [p.line for p in report.problems]) == ((0, 0, 0, 0), [2])
    assert Person.objects.get() == somebody
    client.post(reverse("account_login"), {"login": "admin", "password": "demo"})
    assert client.session["_auth_user_id"] == str(somebody.pk)


def test_a_number_that_is_a_phone_of_somebody_is_refused():
    PersonFactory(phone="09250001234")
    report = import_roster(csv_file(KHIN.replace("1001", "09250001234")))
    assert (counts(report), told(report.problems)) == ((0, 0, 0, 0), [(2, "staff_number")])


@pytest.mark.parametrize(
    ("field", "value"), [("email", "khin@mail.example"), ("phone", "0900111222")]
)
def test_a_contact_of_somebody_else_is_left_out_and_the_official_recorded(field, value):
    """A citizen who signed up with the address of an official does not keep the official out."""
    PersonFactory(citizen=True, **{field: value})
    report = import_roster(csv_file(KHIN))
    assert [(p.field, p.kind) for p in report.problems] == [(field, CHECK)]
    khin = Person.objects.get(staff_number="1001")
    assert (getattr(khin, field), khin.postings.count()) == ("", 1)


@pytest.mark.parametrize("taken", [{"username": "0900111222"}, {"staff_number": "0900111222"}])
def test_a_phone_that_is_a_sign_in_name_or_a_number_is_left_out(taken):
    PersonFactory(**taken)
    report = import_roster(csv_file(KHIN))
    assert [(p.field, p.kind) for p in report.problems] == [("phone", CHECK)]
    assert Person.objects.get(staff_number="1001").phone == ""


def test_identifiers_of_two_lines_of_one_file_do_not_meet():
    number_as_phone = AUNG.replace("1002", "0900111222")
    report = import_roster(csv_file(KHIN, number_as_phone))
    assert (counts(report), told(report.problems)) == ((2, 0, 0, 0), [(2, "phone")])
    assert Person.objects.get(staff_number="1001").phone == ""


def test_numbers_that_sign_in_alike_are_not_given_to_two_people():
    lines = KHIN.replace("1001", "09-250001"), AUNG.replace("1002", "09250001")
    report = import_roster(csv_file(*lines))
    assert (counts(report), told(report.problems)) == ((1, 0, 0, 0), [(3, "staff_number")])


def test_a_name_that_was_recorded_with_its_honorific_is_the_same_name():
    person = official(name_my="ဒေါ်ခင်မျိုး", name_en="Daw Khin Myo")
    assert import_roster(csv_file(KHIN)).problems == []
    assert identity(person)["name_my"] == "ခင်မျိုး"


@pytest.mark.parametrize(("name", "refused"), [("Khin Myo", True), ("Aye Aye", False)])
def test_a_number_whose_zeros_a_sheet_dropped_makes_no_second_person(name, refused):
    PersonFactory(username="001001", staff_number="001001", name_my="", name_en=name)
    report = import_roster(csv_file(KHIN.replace("ခင်မျိုး", "")))
    assert told(report.problems) == [(2, "staff_number")] * refused
    assert Person.objects.filter(staff_number="1001").exists() != refused


def test_a_whole_roster_imported_again_is_no_problem_to_itself():
    import_roster(csv_file(KHIN, AUNG))
    report = import_roster(csv_file(AUNG, KHIN))
    assert (counts(report), report.problems) == ((0, 0, 0, 2), [])


@pytest.mark.parametrize(
    ("typed", "is_confirmed"),
    [
        ({}, True),
        ({"name_my": ""}, True),
        ({"name_my": "", "name_en": "Khin  MYO"}, True),
        ({"name_my": "", "name_en": "Khin Myo Thant"}, False),
    ],
)
def test_a_file_confirms_the_name_that_somebody_typed_only_where_it_says_the_same(
    typed, is_confirmed
):
    person = official(is_name_confirmed=False, **typed)
    has_signed_in(person)
    line = KHIN if is_confirmed else KHIN.replace(",Khin Myo,", ",,")
    import_roster(csv_file(line))
    person.refresh_from_db()
    assert person.is_name_confirmed == is_confirmed
