"""A list says of each person what its reader chose and may know."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from people.directory.columns import build_rows, keep_columns, list_columns, read_columns
from people.models import Person
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CONTACTS = {"email", "phone", "signed_in"}
DAY = dt.timedelta(days=1)


def keys_of(columns):
    return [column.key for column in columns]


def column_of(viewer, key):
    return next(column for column in list_columns(viewer) if column.key == key)


def test_contacts_are_offered_to_hr_managers_and_administrators(tree):
    for kind, is_offered in (("hr", True), ("viewer", False), ("secretariat", False)):
        viewer = RoleFactory(kind=kind, agency=tree["MOHA"]).person
        assert (set(keys_of(list_columns(viewer))) >= CONTACTS) is is_offered
    assert set(keys_of(list_columns(PersonFactory(admin=True)))) >= CONTACTS


def test_a_contact_is_told_of_people_whom_the_reader_manages_only(tree):
    viewer = RoleFactory(kind="hr", agency=tree["GAD"]).person
    RoleFactory(kind="viewer", agency=tree["MOE"], person=viewer)
    people = [
        PostingFactory(agency=tree[code], person__email=f"{code.lower()}@mm.example").person
        for code in ("GAD-T1", "MOE")
    ]
    own, other = build_rows(Person.objects.get(pk=viewer.pk), people)
    email = column_of(viewer, "email")
    assert (email.show_value(own), email.read_value(own)) == ("gad-t1@mm.example",) * 2
    assert (email.show_value(other), email.read_value(other)) == ("–", "")


def test_pages_show_days_and_numbers_as_people_read_them_and_files_as_machines_do(tree):
    posting = PostingFactory(agency=tree["GAD"], grade=7)
    [row] = build_rows(PersonFactory(admin=True), [posting.person])
    since, grade = (column_of(PersonFactory(admin=True), key) for key in ("since", "grade"))
    with translation.override("my"):
        assert (since.show_value(row), grade.show_value(row)) == ("၂၀၂၄ ခုနှစ်၊ ဇန်နဝါရီလ ၁ ရက်", "၇")
        assert (since.read_value(row), grade.read_value(row)) == (dt.date(2024, 1, 1), 7)


def test_a_row_has_the_posting_of_today_else_the_last_and_says_who_comes(tree):
    today = timezone.localdate()
    serves = PostingFactory(agency=tree["GAD"], valid_to=today + 5 * DAY).person
    PostingFactory(person=serves, agency=tree["MOE"], valid_from=today + 5 * DAY)
    returns = PostingFactory(agency=tree["GAD"], valid_to=today - DAY).person
    PostingFactory(person=returns, agency=tree["MOE"], valid_from=today + 9 * DAY)
    begins = PostingFactory(agency=tree["MOE"], valid_from=today + 2 * DAY).person
    rows = build_rows(PersonFactory(admin=True), [serves, returns, begins])
    found = [(row.posting and row.posting.agency.code, row.comes_on) for row in rows]
    assert found == [("GAD", None), ("GAD", today + 9 * DAY), (None, today + 2 * DAY)]
    until = column_of(PersonFactory(admin=True), "until")
    # The last day that counts, as everywhere.
    assert until.read_value(rows[0]) == today + 4 * DAY
    assert until.show_value(rows[2]) == "–"


def test_a_choice_is_kept_and_nothing_known_goes_back_to_what_most_need(tree):
    viewer = RoleFactory(kind="viewer", agency=tree["GAD"]).person
    usual = keys_of(read_columns(viewer))
    keep_columns(viewer, ["unit", "number", "email", "nonsense"])
    assert keys_of(read_columns(viewer)) == ["number", "unit"]
    # What the address asks comes first, in its order and each once.
    assert keys_of(read_columns(viewer, ["unit", "grade", "unit", "phone"])) == ["unit", "grade"]
    keep_columns(viewer, [])
    assert keys_of(read_columns(viewer)) == usual
