"""People are found by phone by those who may read it on their page, and by nobody else."""

import pytest
from django.http import QueryDict

from people.directory import DirectoryFilter
from people.directory.phones import PhonePart
from people.history import list_viewers
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory
from tests.people.sign_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
PHONE = "09790456789"


@pytest.fixture
def official(tree):
    person = PersonFactory(phone=PHONE, staff_number="A-1")
    PersonFactory(phone="09799990000", staff_number="A-2")
    return PostingFactory(agency=tree["GAD"], person=person).person


def found(words, viewer):
    asked = QueryDict(mutable=True)
    asked["q"] = words
    return list(DirectoryFilter(asked, viewer=viewer, unit=None).qs)


def role(agency, kind):
    return RoleFactory(agency=agency, kind=kind).person


@pytest.mark.parametrize(
    "words",
    [
        *("09790456789", "+95 9 790 456 789", "959790456789", "9790456789", "၀၉၇၉၀၄၅၆၇၈၉"),
        *("0979-045-6789", "6789", "၆၇၈၉", "456789", "00959790456789"),
    ],
)
def test_a_number_is_found_in_each_form_and_by_its_end(words, official, tree):
    assert found(words, role(tree["MOHA"], "hr")) == [official]


@pytest.mark.parametrize("words", ["789", "0979", "7904", "09790456780", "4567891"])
def test_fewer_digits_and_others_find_nobody(words, official, tree):
    assert found(words, role(tree["MOHA"], "hr")) == []


def test_nobody_without_the_right_to_read_it_tries_out_numbers(official, tree):
    for agency, kind in (
        ("MOHA", "viewer"),
        ("GAD", "line"),
        ("MOE", "hr"),
        ("MM", "secretariat"),
    ):
        assert found(PHONE, role(tree[agency], kind)) == [], kind
    # A viewer of all who manages one office alone does not learn the others' numbers there.
    both = role(tree["MM"], "viewer")
    RoleFactory(agency=tree["MOE"], kind="hr", person=both)
    assert found(PHONE, both) == []


def test_part_of_a_staff_number_is_found_as_before(official, tree):
    other = PostingFactory(agency=tree["GAD"], person__staff_number="S-16789").person
    assert set(found("6789", role(tree["MOHA"], "hr"))) == {official, other}
    assert found("6789", role(tree["MOHA"], "viewer")) == [other]


def test_whoever_is_found_so_reads_who_looked(client, official, tree):
    hr = role(tree["MOHA"], "hr")
    sign_in(client, hr)
    client.get("/en/office/people/", {"q": "A-1"})
    assert list_viewers(official) == []
    client.get("/en/office/people/", {"q": "6789"})
    assert [one.person for one in list_viewers(official)] == [hr]


def test_what_is_more_than_a_number_is_none():
    assert PhonePart.read_words("Hla 6789") is None
    assert PhonePart.read_words("1" * 20) is None
    assert PhonePart.read_words("") is None
