"""Persons are stored in one spelling, named in two scripts, and seen where they serve."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from people.access import has_role, has_role_over
from people.models import Person, Role
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = pytest.mark.django_db

HR, TRAINER = Role.Kind.HR, Role.Kind.TRAINER


def test_a_person_is_saved_in_one_spelling():
    person = PersonFactory(
        staff_number=" gad-1 ",
        email=" Khin@Mail.Example ",
        name_en=" Khin  Myo ",
        phone="၀၉-၁၂၃ ၄၅၆",
    )
    assert (person.staff_number, person.email) == ("GAD-1", "khin@mail.example")
    assert (person.name_en, person.phone) == ("Khin Myo", "09123456")


def test_persons_without_numbers_and_contacts_do_not_collide():
    for _ in range(2):
        PersonFactory(staff_number="", email="", phone="")
    assert Person.objects.filter(staff_number=None).count() == 2


@pytest.mark.parametrize("contact", [{"email": "khin@mail.example"}, {"phone": "09123456789"}])
def test_two_persons_do_not_share_a_contact(contact):
    PersonFactory(**contact)
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonFactory(**contact)


@pytest.mark.parametrize(
    ("names", "burmese", "english"),
    [
        ({"name_my": "ခင်", "name_en": "Khin"}, "ဒေါ်ခင်", "Daw Khin"),
        ({"name_my": "ခင်", "name_en": ""}, "ဒေါ်ခင်", "ဒေါ်ခင်"),
        ({"name_my": "", "name_en": "Khin"}, "Daw Khin", "Daw Khin"),
    ],
)
def test_a_name_is_in_the_script_of_the_reader_or_in_the_other(names, burmese, english):
    person = PersonFactory.build(honorific="daw", **names)
    assert (person.name_in("my"), person.name_in("en")) == (burmese, english)
    assert person.name_in("shn") == english


def test_a_person_without_a_name_is_called_by_the_sign_in_name():
    person = PersonFactory.build(username="khin", honorific="", name_my="", name_en="")
    assert person.name_in("my") == person.name_in("en") == "khin"


def test_a_person_posted_twice_is_found_once(tree):
    person = PostingFactory(agency=tree["GAD"], valid_to=dt.date(2025, 1, 1)).person
    PostingFactory(person=person, agency=tree["MOE"], valid_from=dt.date(2025, 1, 1))
    agencies = [tree["GAD"], tree["MOE"]]
    assert Person.objects.posted_in(agencies, day=dt.date(2025, 1, 1)).get() == person
    assert not Person.objects.posted_in([tree["GAD"]], day=dt.date(2025, 1, 1)).exists()


def test_people_are_seen_where_they_serve_today(tree):
    viewer = RoleFactory(agency=tree["MOHA"]).person
    below = PostingFactory(agency=tree["GAD-T1"]).person
    PostingFactory(agency=tree["MOE"])
    left = PostingFactory(agency=tree["GAD"], valid_to=dt.date(2025, 1, 1)).person
    PostingFactory(person=left, agency=tree["MOE"], valid_from=dt.date(2025, 1, 1))
    assert set(Person.objects.visible_to(viewer)) == {viewer, below}
    assert set(Person.objects.visible_to(below)) == {below}
    assert not Person.objects.visible_to(AnonymousUser()).exists()


def test_an_expired_role_shows_no_people(tree):
    viewer = RoleFactory(agency=tree["MM"], expired=True).person
    PostingFactory(agency=tree["MOE"])
    assert set(Person.objects.visible_to(viewer)) == {viewer}


def test_roles_are_read_once_for_a_person(tree, django_assert_num_queries):
    person = Person.objects.get(pk=RoleFactory(agency=tree["MOHA"]).person.pk)
    with django_assert_num_queries(1):
        assert has_role(person, HR)
        assert has_role_over(person, HR, tree["GAD"])
        assert not has_role(person, TRAINER)
