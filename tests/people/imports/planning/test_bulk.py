"""Changed rows are written by their keys, in one round."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.imports.planning import insert_rows, update_rows
from people.models import Posting
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


def test_only_the_named_fields_of_the_given_rows_are_written():
    one, other, office = PostingFactory(grade=1), PostingFactory(grade=1), AgencyFactory()
    for row in (one, other):
        row.grade, row.position, row.agency = 7, {"my": "စာရေး"}, office
    agency = Posting.objects.get(pk=one.pk).agency
    with CaptureQueriesContext(connection) as queries:
        update_rows([one], ["grade", "position"])
    assert len(queries) == 1
    one.refresh_from_db()
    assert (one.grade, one.position, one.agency) == (7, {"my": "စာရေး"}, agency)
    assert Posting.objects.get(pk=other.pk).grade == 1


def test_a_foreign_key_and_nothing_are_written_too():
    one, office = PostingFactory(grade=1), AgencyFactory()
    one.agency, one.grade = office, None
    update_rows([one], ["agency", "grade"])
    one.refresh_from_db()
    assert (one.agency, one.grade) == (office, None)
    update_rows([], ["grade"])


def test_new_rows_are_inserted_in_one_statement_and_nothing_in_none():
    person, office = PersonFactory(), AgencyFactory()
    days = [dt.date(2000, 1, 1) + dt.timedelta(number) for number in range(200)]
    rows = [
        Posting(
            person=person,
            agency=office,
            position={"my": "စာရေး"},
            valid_from=day,
            valid_to=day + dt.timedelta(1),
        )
        for day in days
    ]
    with CaptureQueriesContext(connection) as queries:
        insert_rows(rows)
        insert_rows([])
    assert len(queries) == 1
    assert list(Posting.objects.values_list("valid_from", flat=True)) == days
    assert {row.position["my"] for row in Posting.objects.all()} == {"စာရေး"}
