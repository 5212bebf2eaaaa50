"""The directory shows who fits all that is asked, and counts them alike."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from people.directory import DirectoryFilter
from people.models import Person
from people.postings.writing import end_posting
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"], kind="hr").person


@pytest.fixture
def people(tree):
    """By name: a clerk of the department, an officer of the ministry, one who left, a stranger."""

    def post(name, unit, position, grade, **fields):
        person = PersonFactory(name_en=name, name_my="", **fields)
        post = {"my": position, "en": position}
        PostingFactory(person=person, agency=tree[unit], position=post, grade=grade)
        return person

    found = {
        "clerk": post("Clerk", "GAD", "Clerk", 3),
        "officer": post("Officer", "MOHA", "Staff Officer", 7, password="!"),
        "gone": post("Gone", "GAD", "Clerk", 3),
        "stranger": post("Stranger", "MOE", "Clerk", 3),
    }
    Person.objects.filter(pk=found["officer"].pk).update(password="!")
    end_posting(found["gone"], day=timezone.localdate())
    return found


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", ["Clerk", "Officer"]),
        ("q=off", ["Officer"]),
        ("q=stranger", []),
        ("grade=3", ["Clerk"]),
        ("position=officer", ["Officer"]),
        ("position=%00", []),
        ("audience=official", ["Clerk", "Officer"]),
        ("audience=citizen", []),
        ("account=yes", ["Clerk"]),
        ("account=no", ["Officer"]),
        ("state=left", ["Gone"]),
        ("state=left&q=gone", ["Gone"]),
        ("grade=3&q=clerk&account=yes", ["Clerk"]),
        ("grade=three", []),
        ("grade=99999999999999999999", []),
        ("state=nowhere", []),
        ("q=" + "x" * 300, []),
    ],
)
def test_who_fits_is_shown_and_counted(hr, people, asked, names):
    found = DirectoryFilter(QueryDict(asked), viewer=hr, unit=None)
    assert sorted(person.name_en for person in found.qs) == names
    assert found.count() == len(names)


def test_a_unit_stands_for_itself_and_what_is_below(hr, people, tree):
    for unit, names in (("MOHA", ["Clerk", "Officer"]), ("GAD", ["Clerk"])):
        found = DirectoryFilter(QueryDict(""), viewer=hr, unit=tree[unit])
        assert sorted(person.name_en for person in found.qs) == names
        assert found.count() == len(names)
