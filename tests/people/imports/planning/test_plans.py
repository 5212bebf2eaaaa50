"""Imports are planned without a lock, and written only if what they rest on is the same."""

import io

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.agencies import import_agencies
from people.imports import runs
from people.imports.planning import ImportDisturbed
from people.models import Agency, ImportRun, Person, Posting
from people.roster import import_roster
from plan.importing import TARGET_COLUMNS, import_targets
from plan.models import Target
from tests.people.factories import AgencyFactory, PersonFactory
from tests.people.imports.test_runs import FILE
from tests.plan.factories import LevelFactory, TargetFactory

pytestmark = pytest.mark.django_db
TREE = "code,parent,kind,name_my,name_en\nNEW,,ministry,ဝန်ကြီးဌာန,Ministry\n"


@pytest.fixture(autouse=True)
def agency():
    return AgencyFactory(code="MOE-1")


def target_file(headcount=7):
    one = TargetFactory()
    LevelFactory(framework=one.skill.framework, number=one.level)
    parts = (one.phase.plan.code, one.phase.number, one.clause.code, one.agency.code)
    rest = (one.skill.code, one.level, headcount, one.due_on, 0, one.baseline_on, "x", "no")
    return one, ",".join(map(str, TARGET_COLUMNS)) + "\n" + ",".join(map(str, (*parts, *rest)))


def content(importer):
    return {import_roster: FILE, import_agencies: TREE.encode()}.get(importer) or target_file()[
        1
    ].encode()


@pytest.mark.parametrize("importer", [import_roster, import_agencies, import_targets])
def test_a_preview_only_reads(importer):
    file = content(importer)
    with CaptureQueriesContext(connection) as queries:
        runs.rehearse_import(importer, file)
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}


@pytest.mark.parametrize("importer", [import_roster, import_agencies, import_targets])
def test_an_import_reads_and_compares_before_its_transaction_begins(importer, monkeypatch):
    file, depth = content(importer), len(connection.savepoint_ids)
    seen = []
    plan = importer.plan
    monkeypatch.setattr(
        importer,
        "plan",
        lambda *args, **options: (
            seen.append(len(connection.savepoint_ids)) or plan(*args, **options)
        ),
    )
    runs.import_file(importer, file, kind="roster", file_name="x.csv", operator="root")
    assert seen == [depth]


def disturb_person():
    PersonFactory(staff_number="100001", name_my="ခင်ခင်", name_en="Khin Khin")
    # Nobody has signed in by it yet: the file may change who it is.
    Person.objects.filter(staff_number="100001").update(password="!")


def disturb_agency():
    Agency.objects.update(valid_from="2010-01-01", valid_to="2020-01-01")


@pytest.mark.parametrize("disturb", [disturb_person, disturb_agency])
def test_what_changed_since_the_plan_is_planned_again(disturb, monkeypatch):
    plan, disturbed = import_roster.plan, []

    def plan_disturbed(*args, **options):
        planned = plan(*args, **options)
        if not disturbed:
            disturb()
            disturbed.append(True)
        return planned

    monkeypatch.setattr(import_roster, "plan", plan_disturbed)
    report = runs.import_file(
        import_roster, FILE, kind="roster", file_name="x.csv", operator="root"
    )
    assert ImportRun.objects.count() == 1
    # A second person of the number, or a posting in a closed office, would be the old plan.
    assert report.created == 0
    assert report.refused == (1 if disturb is disturb_person else 2)
    assert Posting.objects.count() == (1 if disturb is disturb_person else 0)


@pytest.mark.parametrize("change", [{"email": "new@mail.example"}, {"last_login": timezone.now()}])
def test_nothing_of_a_disturbed_plan_is_written(change):
    disturb_person()
    planned = import_roster.plan(io.BytesIO(FILE))
    Person.objects.update(**change)
    with pytest.raises(ImportDisturbed), transaction.atomic():
        planned.write()
    assert not Posting.objects.exists()


def test_a_target_changed_since_the_plan_is_not_overwritten_unseen():
    target, text = target_file()
    planned = import_targets.plan(io.BytesIO(text.encode()))
    assert planned.report.updated == 1, planned.report.problems
    Target.objects.update(headcount=99)
    with pytest.raises(ImportDisturbed), transaction.atomic():
        planned.write()
    target.refresh_from_db()
    assert target.headcount == 99
