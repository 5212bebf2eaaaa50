"""A ministry with an office, its two HR managers, and three people who are recorded."""

import datetime as dt

import pytest

from people.models import Person
from people.roster.proposals import create_proposal
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

HEADER = (
    "staff_number,name_my,name_en,email,phone,agency,position_my,position_en,grade,from,left_on"
)
SINCE = "2024-01-01"


def line(number, name="Khin Myo", *, agency="GAD", since=SINCE, **cells):
    """A line of the file; what is not named is as in the postings of the tests."""
    cells = {
        "email": "",
        "phone": "",
        "my": "ဦးစီးအရာရှိ",
        "en": "Staff Officer",
        "left": "",
        **cells,
    }
    grade = cells.get("grade", 7)
    return (
        f"{number},{cells.get('name_my', '')},{name},{cells['email']},{cells['phone']},{agency},"
        f"{cells['my']},{cells['en']},{grade},{since},{cells['left']}"
    )


def content_of(*lines):
    return "\r\n".join([HEADER, *lines]).encode()


def recorded(number, agency, name="Khin Myo", **fields):
    """Somebody a roster made, who never signed in."""
    ended = fields.pop("left", None)
    names = {"name_my": "", "name_en": name, "honorific": ""}
    person = PersonFactory(username=number, staff_number=number, **names, **fields)
    Person.objects.filter(pk=person.pk).update(password="!")
    PostingFactory(person=person, agency=agency, valid_to=ended)
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def hr(tree):
    return RoleFactory(agency=tree["MOHA"]).person


@pytest.fixture
def second(tree):
    return RoleFactory(agency=tree["MOHA"]).person


@pytest.fixture
def bring(tree, hr):
    """Brings a roster for the ministry."""

    def bring(*lines, unit="MOHA", by=hr, name="roster.csv", complete_from=None):
        content = content_of(*lines)
        return create_proposal(
            content, file_name=name, unit=tree[unit], by=by, complete_from=complete_from
        )

    return bring


def groups_of(proposal):
    """The group of each line, by what stands in the file."""
    return {one.staff_number: one.group for one in proposal.lines.all()}


TODAY = dt.date(2026, 11, 1)
