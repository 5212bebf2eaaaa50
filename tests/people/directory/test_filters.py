"""The directory shows who fits all that is asked, and counts them alike."""

import pytest
from django.http import QueryDict
from django.utils import timezone
from django_filters import CharFilter

from people.directory import DirectoryCondition, DirectoryFilter, conditions
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
        ("position=STAFF++off", ["Officer"]),
        ("position=director", []),
        ("audience=official", ["Clerk", "Officer"]),
        ("audience=citizen", []),
        ("account=yes", ["Clerk"]),
        ("account=no", ["Officer"]),
        ("state=left", ["Gone"]),
        ("state=nowhere", []),
        ("state=left&q=gone", ["Gone"]),
        ("grade=3&q=clerk&account=yes", ["Clerk"]),
        ("grade=three", []),
        ("grade=99999999999999999999", []),
        ("state=elsewhere", []),
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


def test_a_unit_alone_is_without_what_is_below(hr, people, tree):
    for unit, names in (("MOHA", ["Officer"]), ("GAD", ["Clerk"])):
        found = DirectoryFilter(QueryDict("below=only"), viewer=hr, unit=tree[unit])
        assert sorted(person.name_en for person in found.qs) == names
        assert found.count() == len(names)


def test_officials_without_any_posting_are_whose_the_whole_tree_is(hr, people, tree):
    PersonFactory(name_en="Nobody's", name_my="")
    PersonFactory(name_en="Citizen", name_my="", citizen=True)
    root = RoleFactory(agency=tree["MM"], kind="secretariat", person__is_active=True).person
    Person.objects.filter(pk__in=[root.pk, hr.pk]).update(audience="citizen")
    asked = QueryDict("state=nowhere")
    found = DirectoryFilter(asked, viewer=root, unit=None)
    assert [person.name_en for person in found.qs] == ["Nobody's"]
    assert found.count() == 1
    assert not DirectoryFilter(asked, viewer=hr, unit=None).qs


def test_apps_narrow_by_what_they_know(hr, people, monkeypatch):
    condition = DirectoryCondition(
        "number",
        lambda viewer: {"number": CharFilter()},
        lambda people, asked, viewer: (
            people.filter(name_en=asked["number"]) if asked["number"] and viewer == hr else people
        ),
        is_of_viewer=True,
    )
    monkeypatch.setattr(conditions, "_conditions", {"number": condition})
    for asked, names in (("", ["Clerk", "Officer"]), ("number=Clerk", ["Clerk"])):
        found = DirectoryFilter(QueryDict(asked), viewer=hr, unit=None)
        assert sorted(person.name_en for person in found.qs) == names
        assert found.count() == len(names)
