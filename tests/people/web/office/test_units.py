"""An office sees its units with who serves there; the lines add up."""

import datetime as dt
import re

import pytest

from people.directory import headcounts
from people.models import Agency, Person
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
UNITS = "/en/office/units/"


@pytest.fixture
def people(tree):
    """One of the ministry itself, two of the department, of whom one has no password."""
    for unit in ("MOHA", "GAD", "GAD", "MOE"):
        last = PostingFactory(agency=tree[unit]).person
    closed = PostingFactory(agency=tree["GAD-T1"]).person
    Person.objects.filter(pk=closed.pk).update(password="!")
    return last


def lines_of(page):
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)[1:]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


def test_each_unit_tells_its_own_and_all_below(client, people, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    RoleFactory(agency=tree["GAD"], kind="hr", person=PersonFactory(name_en="Hla", honorific="u"))
    assert [line[:4] for line in lines_of(client.get(UNITS).text)] == [
        [tree["MOHA"].names["en"], "1", "4", "1"],
        [tree["GAD"].names["en"], "2", "3", "1"],
        [tree["GAD-T1"].names["en"], "1", "1", "1"],
    ]
    assert lines_of(client.get(UNITS).text)[1][4] == "U Hla"
    assert len(lines_of(client.get(UNITS, {"unit": "GAD"}).text)) == 2
    assert client.get(UNITS, {"unit": "MOE"}).status_code == 404


def test_a_long_tree_is_shown_a_level_at_a_time(client, people, tree, monkeypatch):
    monkeypatch.setattr(headcounts, "_MOST_UNITS", 2)
    signed_in(client, "hr", agency=tree["MOHA"])
    lines = lines_of(client.get(UNITS).text)
    assert [line[:3] for line in lines] == [
        [tree["MOHA"].names["en"], "1", "4"], [tree["GAD"].names["en"], "2", "3"]
    ]  # fmt: skip


def test_the_page_has_a_budget(client, people, tree, django_assert_max_num_queries):
    signed_in(client, "hr", agency=tree["MM"])
    client.get(UNITS)
    with django_assert_max_num_queries(10):
        client.get(UNITS)


def test_officials_of_no_unit_have_their_line_where_they_are_somebody_s(client, people, tree):
    PersonFactory()
    PersonFactory(citizen=True)
    signed_in(client, "hr", agency=tree["MM"])
    own = len(people_of_no_unit())
    assert lines_of(client.get(UNITS).text)[-1][:2] == ["Without a posting", str(own)]
    signed_in(client, "hr", agency=tree["MOHA"])
    assert "Without a posting" not in client.get(UNITS).text


def test_a_closed_unit_is_listed_and_says_so_while_somebody_serves_there(client, people, tree):
    Agency.objects.filter(code="GAD-T1").update(valid_to=dt.date(2025, 1, 1))
    signed_in(client, "hr", agency=tree["MOHA"])
    assert lines_of(client.get(UNITS).text)[-1][:2] == [
        f"{tree['GAD-T1'].names['en']} closed",
        "1",
    ]


def people_of_no_unit():
    return Person.objects.filter(audience="official", postings=None)
