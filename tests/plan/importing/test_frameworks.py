import io
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plan.importing import (
    import_digcomp,
    import_framework,
    import_levels,
)
from plan.models import Level, Skill

REFERENCE = Path(settings.BASE_DIR) / "data" / "reference"


def csv_file(text):
    return io.BytesIO(text.encode())


@pytest.mark.django_db
def test_the_reference_frameworks_come_with_areas_levels_and_burmese_names():
    report = import_digcomp(REFERENCE)
    assert report.problems == []
    skill = Skill.objects.get(code="DC3-4.2")
    assert skill.area.code == "DC3-4"
    assert skill.names["en"] == "Protecting personal data and privacy"
    assert Level.objects.get(framework__code="DC3", number=2).names["en"] == "Basic"
    named = [*Skill.objects.all(), *Level.objects.all()]
    assert len(named) == 26 + 26 + 16
    assert all(row.names["my"] for row in named)


@pytest.mark.django_db
def test_importing_the_reference_again_changes_nothing():
    first = import_digcomp(REFERENCE)
    again = import_digcomp(REFERENCE)
    assert (again.created, again.updated, again.unchanged) == (0, 0, first.created)


@pytest.mark.django_db
def test_a_competence_without_its_area_is_named_with_its_line():
    report = import_framework(csv_file("code,title_en\n7.1,Flying\n"), code="X", names={"en": "X"})
    assert [(p.line, p.field) for p in report.problems] == [(2, "code")]
    assert not Skill.objects.exists()


@pytest.mark.django_db
def test_levels_of_an_unknown_framework_are_refused():
    report = import_levels(csv_file("level,name_en\n1,Basic\n"), framework="NONE")
    assert report.problems[0].field == "framework"


@pytest.mark.django_db
def test_a_competence_below_another_needs_that_one():
    lines = "code,title_en\n7,Air\n7.1.1,Landing\n"
    report = import_framework(csv_file(lines), code="X", names={"en": "X"})
    assert [(p.line, p.field) for p in report.problems] == [(3, "code")]
    import_framework(csv_file(lines + "7.1,Flying\n"), code="X", names={"en": "X"})
    assert Skill.objects.get(code="X-7.1.1").area.code == "X-7.1"


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_framework():
    def count_queries(code, count):
        lines = "".join(f"1.{number},Skill {number}\n" for number in range(count))
        with CaptureQueriesContext(connection) as queries:
            import_framework(
                csv_file(f"code,title_en\n1,Area\n{lines}"), code=code, names={"en": code}
            )
        return len(queries)

    assert count_queries("A", 20) + 1 >= count_queries("B", 200)
    assert count_queries("A", 20) == count_queries("B", 200)
