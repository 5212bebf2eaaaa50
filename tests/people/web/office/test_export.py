"""A file of people holds what the page shows, to whom it shows it, and leaves a trace."""

import csv
import io

import pytest
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from tests.people.factories import PersonFactory, PostingFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
CSV, XLSX = "/en/office/people/export.csv", "/en/office/people/export.xlsx"


@pytest.fixture
def people(tree):
    for name, grade in (("=Aung", 5), ("Zaw", 7)):
        person = PersonFactory(name_en=name, honorific="", name_my="", email=f"{grade}@a.example")
        PostingFactory(person=person, agency=tree["GAD"], grade=grade)


def lines_of(answer):
    text = b"".join(answer.streaming_content).decode()
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_file_has_the_people_order_and_columns_of_the_list(client, people, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    asked = {"columns": "grade,email,since", "order": "-name"}
    assert lines_of(client.get(CSV, asked)) == [
        ["Name", "Grade", "E-mail", "Since"],
        ["Zaw", "7", "7@a.example", "2024-01-01"],
        ["'=Aung", "5", "5@a.example", "2024-01-01"],
    ]
    assert len(lines_of(client.get(CSV, asked | {"grade": "5"}))) == 2


def test_a_workbook_holds_the_same(client, people, tree):
    signed_in(client, "hr", agency=tree["MOHA"])
    answer = client.get(XLSX, {"columns": "grade", "order": "name"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["People"]
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["Name", "Grade"], ["'=Aung", 5], ["Zaw", 7]
    ]  # fmt: skip


def test_who_took_a_file_of_whom_is_kept(client, people, tree):
    hr = signed_in(client, "hr", agency=tree["MOHA"])
    client.get(CSV, {"unit": "GAD", "grade": "5"})
    [entry] = ModelLogEntry.objects.filter(action="people.export")
    assert (entry.user, entry.data["count"]) == (hr, 1)
    assert "1 people" in entry.message or "၁" in entry.message


@pytest.mark.parametrize(("kind", "agency"), [("secretariat", "MM"), ("hr", "MOE")])
def test_other_readers_get_no_contacts_in_a_file(client, people, tree, kind, agency):
    signed_in(client, kind, agency=tree[agency])
    lines = lines_of(client.get(CSV, {"columns": "email,grade"}))
    assert "a.example" not in str(lines)
    assert len(lines) == (3 if kind == "secretariat" else 1)


def test_a_long_file_costs_few_queries(client, people, tree, django_assert_max_num_queries):
    signed_in(client, "hr", agency=tree["MOHA"])
    for person in PersonFactory.create_batch(20, password="!"):
        PostingFactory(person=person, agency=tree["GAD"])
    with django_assert_max_num_queries(16):
        assert len(lines_of(client.get(CSV))) == 23
