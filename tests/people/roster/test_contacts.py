"""Contacts are given by what is true once the whole file is."""

import pytest

from people.models import Person
from people.roster.contacts import refuse_taken_contacts
from people.roster.importing import import_roster
from tests.people.factories import PersonFactory
from tests.people.roster.rosters import AUNG, KHIN, csv_file, told

PHONE = "phone"


def refused(claims, recorded, **more):
    """Return the people whose claim is refused; phones are named by letters."""
    holders = {value: person for person, value in recorded.items()} | more
    as_claims = (
        {(one, PHONE): value for one, value in rows.items()} for rows in (claims, recorded)
    )
    return sorted(owner for owner, _field in refuse_taken_contacts(*as_claims, holders))


@pytest.mark.parametrize(
    ("claims", "recorded", "kept_out"),
    [
        ({1: "b", 2: "a"}, {1: "a", 2: "b"}, []),  # a swap
        ({1: "b", 2: "c", 3: "a"}, {1: "a", 2: "b", 3: "c"}, []),  # in a ring
        ({1: "b", 2: "c", 3: "d"}, {1: "a", 2: "b", 3: "c"}, []),  # in a row
        ({1: "b"}, {1: "a", 2: "b"}, [1]),  # the other one is not in the file
        ({1: "b", 2: "b"}, {1: "a", 2: "b"}, [1]),  # the other one keeps it
        ({1: "b", 2: "c"}, {1: "a", 2: "b", 3: "c"}, [1, 2]),  # what is refused is not given up
        ({"new": "a", 1: "b"}, {1: "a"}, []),
    ],
)
def test_a_contact_is_given_if_nobody_keeps_it(claims, recorded, kept_out):
    assert refused(claims, recorded) == kept_out


def test_what_somebody_also_signs_in_by_is_never_given_up():
    """It is no recorded contact then, but held all the same."""
    assert refused({1: "b", 2: "a"}, {2: "b"}, a=1) == [1, 2]


def make_official(number, name_my, name_en, phone):
    person = PersonFactory(
        username=number,
        staff_number=number,
        name_my=name_my,
        name_en=name_en,
        phone=phone,
        email="",
    )
    person.set_unusable_password()
    person.save()
    return person


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.usefixtures("agencies")
def test_two_people_swap_their_phones_in_one_file():
    make_official("1001", "ခင်မျိုး", "Khin Myo", "0900333444")
    make_official("1002", "အောင်ကျော်", "Aung Kyaw", "0900111222")
    report = import_roster(csv_file(KHIN, AUNG.replace("male,,", "male,,0900333444")))
    assert report.problems == []
    phones = dict(Person.objects.values_list("staff_number", "phone"))
    assert phones == {"1001": "0900111222", "1002": "0900333444"}
    assert Person.objects.identified_by("0900333444").get().staff_number == "1002"


@pytest.mark.any_database
@pytest.mark.django_db
@pytest.mark.usefixtures("agencies")
def test_a_phone_passes_to_somebody_new_when_its_holder_gets_another():
    make_official("1002", "အောင်ကျော်", "Aung Kyaw", "0900111222")
    import_roster(csv_file(KHIN, AUNG.replace("male,,", "male,,0900333444")))
    phones = dict(Person.objects.values_list("staff_number", "phone"))
    assert phones == {"1001": "0900111222", "1002": "0900333444"}


@pytest.mark.django_db
@pytest.mark.usefixtures("agencies")
def test_a_phone_whose_holder_stands_on_a_wrong_line_stays_with_the_holder():
    make_official("1002", "အောင်ကျော်", "Aung Kyaw", "0900111222")
    wrong = AUNG.replace("male,,", "male,,0900333444").replace("MOE", "NOWHERE")
    report = import_roster(csv_file(KHIN, wrong))
    assert told(report.problems) == [(2, "phone"), (3, "agency")]
    phones = dict(Person.objects.values_list("staff_number", "phone"))
    assert phones == {"1001": "", "1002": "0900111222"}
