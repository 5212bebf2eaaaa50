"""What somebody signs in with means nobody else, as whatever kind it is written."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from people.models import Identifier, Person
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db

FIELDS = ("staff_number", "username", "email", "phone")


def values(person):
    return set(person.identifiers.values_list("value", flat=True))


@pytest.fixture
def official():
    return PersonFactory(
        username="khin", staff_number="GAD-1", email="khin@mail.example", phone="09250001234"
    )


def test_a_person_is_found_by_four_kinds_of_identifiers(official):
    assert values(official) == {"khin", "gad-1", "khin@mail.example", "09250001234"}


def test_a_number_that_is_the_sign_in_name_too_stands_once():
    assert values(PersonFactory(username="1001", staff_number="1001")) == {"1001"}


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize("taken", FIELDS)
@pytest.mark.parametrize("way", ["save", "create", "update", "bulk_create", "bulk_update"])
def test_the_database_refuses_an_identifier_of_any_kind_as_any_other(kind, taken, way):
    PersonFactory(**{taken: "09250001234"})
    other = PersonFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        write(way, other, kind, "09250001234")
    assert Identifier.objects.get(value="09250001234").person != other
    assert getattr(Person.objects.get(pk=other.pk), kind) != "09250001234"


def write(way, person, field, value):
    if way == "update":
        Person.objects.filter(pk=person.pk).update(**{field: value})
    elif way in ("create", "bulk_create"):
        fields = {"username": "new", field: value}
        new = Person(**fields)
        new.save() if way == "create" else Person.objects.bulk_create([new])
    else:
        setattr(person, field, value)
        person.save() if way == "save" else Person.objects.bulk_update([person], [field])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("admin", "ADMIN"),
        ("admin", "ａｄｍｉｎ"),
        ("admin", "ad\u200bmin"),
        ("admin", "\u202eadmin"),
        ("1001", "၁၀၀၁"),
        ("khin", "\u212ahin"),  # the sign of Kelvin
    ],
)
def test_another_spelling_is_no_other_identifier(one, other):
    PersonFactory(username=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonFactory(username=other)


def test_what_a_person_gives_up_is_free_for_others(official):
    official.email = "new@mail.example"
    official.save()
    Person.objects.filter(pk=official.pk).update(phone="")
    assert values(official) == {"khin", "gad-1", "new@mail.example"}
    heir = PersonFactory(email="khin@mail.example", phone="09250001234")
    assert Person.objects.identified_by("09250001234").get() == heir


def test_an_identifier_passes_from_one_to_another_in_one_step():
    one, other = PersonFactory(phone="0912345678"), PersonFactory()
    one.phone, other.username = "", "0912345678"
    Person.objects.bulk_update([one, other], ["username", "phone"])
    assert Person.objects.identified_by("0912345678").get() == other


def test_what_does_not_identify_asks_no_identifiers(official, django_assert_num_queries):
    with django_assert_num_queries(2):
        official.save(update_fields=["last_login"])
        Person.objects.filter(pk=official.pk).update(is_active=False)


def test_identifiers_go_with_their_person(official):
    official.delete()
    assert not Identifier.objects.exists()


@pytest.mark.parametrize("kind", FIELDS)
def test_a_form_is_told_before_the_database_refuses(official, kind):
    other = PersonFactory()
    setattr(other, kind, "GAD-1")
    with pytest.raises(ValidationError) as refused:
        other.validate_unique()
    assert set(refused.value.message_dict) == {kind}
    other.validate_unique(exclude=[kind])
    official.validate_unique()
