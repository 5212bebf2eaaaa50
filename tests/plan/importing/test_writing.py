import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plan.importing.writing import DesiredRow, bulk_write
from plan.models import Framework, Level
from tests.plan.factories import FrameworkFactory

pytestmark = pytest.mark.django_db


def level_rows(framework, count, name):
    return [
        DesiredRow(Level, {"framework": framework, "number": number}, {"names": {"en": name}})
        for number in range(1, count + 1)
    ]


def counts(report):
    return report.created, report.updated, report.unchanged


def test_rows_are_created_updated_or_left():
    framework = FrameworkFactory()
    assert counts(bulk_write(level_rows(framework, 2, "One"))) == (2, 0, 0)
    mixed = [*level_rows(framework, 1, "One"), *level_rows(framework, 3, "Two")[1:]]
    assert counts(bulk_write(mixed)) == (1, 1, 1)
    assert list(framework.levels.values_list("names__en", flat=True)) == ["One", "Two", "Two"]


def test_rows_with_parts_of_a_key_only_are_others():
    one, other = FrameworkFactory(code="A"), FrameworkFactory(code="B")
    bulk_write(level_rows(one, 2, "One"))
    rows = [*level_rows(other, 1, "Other"), level_rows(one, 2, "New")[1]]
    assert counts(bulk_write(rows)) == (1, 1, 0)
    assert [
        level.names["en"] for level in Level.objects.order_by("framework__code", "number")
    ] == [
        "One",
        "New",
        "Other",
    ]


def test_of_two_rows_with_one_key_the_last_counts():
    rows = [DesiredRow(Framework, {"code": "A"}, {"source": source}) for source in ("x", "y")]
    assert counts(bulk_write(rows)) == (1, 1, 0)
    assert Framework.objects.get().source == "y"


def test_twenty_rows_cost_as_many_queries_as_two_hundred():
    few, many = FrameworkFactory(code="A"), FrameworkFactory(code="B")
    found = []
    for name in ("One", "One", "Two"):  # created, unchanged, updated
        for framework, count in ((few, 20), (many, 200)):
            with CaptureQueriesContext(connection) as queries:
                bulk_write(level_rows(framework, count, name))
            found.append(len(queries))
    assert found[0] == found[1]
    assert found[2] == found[3]
    assert found[4] == found[5]
