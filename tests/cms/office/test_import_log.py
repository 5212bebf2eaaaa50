"""Imports are in the history, and so is each row that they changed."""

import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command, get_commands, load_command_class
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.office import import_log
from people.agencies import import_agencies
from people.imports.command import ImportCommand
from people.imports.runs import import_file
from people.models import ImportRun, RosterProposal
from people.roster import import_roster
from plan.importing import TARGET_COLUMNS, import_targets
from plan.models import Target
from tests.cms.office.base.uploads import HEADING, KHIN, preview, upload
from tests.cms.office.batches.screens import form_of
from tests.people.factories import PersonFactory, PostingFactory
from tests.people.sign_in import signed_in
from tests.plan.factories import TargetFactory

pytestmark = [pytest.mark.urls("tests.cms.office.base.import_urls"), pytest.mark.each_database]
TREE = "code,parent,kind,name_my,name_en,sector,township_pcode,setting,valid_from\n"


def changes_of(row):
    entry = ModelLogEntry.objects.for_instance(row).get(action="office.import_row")
    return {one["field"]: one for one in entry.data["changes"]}


def run(importer, text, kind="roster"):
    trace = {"kind": kind, "file_name": "list.csv", "operator": "root"}
    return import_file(importer, text.encode(), **trace)


def test_a_command_is_in_the_history_with_the_account_that_ran_it(country, tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text(HEADING + KHIN)
    call_command("import_roster", str(path))
    entry = ModelLogEntry.objects.get()
    trace = RosterProposal.objects.get()
    assert (entry.user, entry.label) == (None, "roster.csv")
    assert trace.digest in entry.message
    assert trace.operator in entry.message
    assert "၁" in entry.message


def test_every_kind_of_import_has_its_name_in_the_history():
    commands = [load_command_class(app, name) for name, app in get_commands().items()]
    kinds = {
        one.kind for one in commands if isinstance(one, ImportCommand) and hasattr(one, "kind")
    }
    assert {"roster", "agencies", "plan", "targets"} <= kinds
    assert {*kinds, "records", "framework", "levels"} == {*import_log._IMPORT_KINDS}


def test_a_preview_is_no_act(client, secretariat):
    preview(client, "roster", HEADING + KHIN)
    assert not ModelLogEntry.objects.exists()


def test_what_a_roster_changes_in_a_person_is_told_before_and_after(client, secretariat):
    upload(client, "roster", HEADING + KHIN)
    moved = KHIN.replace("MOE-1", "MOH-1").replace("2024-01-01", "2025-06-01")
    moved = HEADING.replace("from", "from,gender") + moved.replace("\n", ",female\n")
    upload(client, "roster", moved, "moved.csv")
    entry = ModelLogEntry.objects.get(action="office.import_row")
    person = entry.content_type.get_object_for_this_type(pk=entry.object_id)
    changes = changes_of(person)
    assert entry.user == secretariat
    assert set(changes) == {"gender", "postings"}
    assert changes["gender"]["new"]["en"] == "Female"
    assert "1 June 2025" in changes["postings"]["new"]["en"]
    signed_in(client, admin=True)
    page = client.get(reverse("wagtailusers_users:history", args=[person.pk])).content.decode()
    assert "moved.csv" in page


def test_what_did_not_change_has_no_entry(client, secretariat):
    for _time in range(2):
        upload(client, "roster", HEADING + KHIN)
        run(import_roster, HEADING + KHIN)
    assert not ModelLogEntry.objects.filter(action="office.import_row").exists()


def test_a_posting_that_is_corrected_is_told_before_and_after(country):
    run(import_roster, HEADING + KHIN)
    run(import_roster, HEADING + KHIN.replace("MOE-1", "MOH-1"))
    entry = ModelLogEntry.objects.get(action="office.import_row")
    [change] = entry.data["changes"]
    assert str(country["MOE-1"]) in change["old"]["my"]
    assert str(country["MOH-1"]) in change["new"]["my"]


def test_what_a_file_changes_in_an_agency_is_told(country):
    run(import_agencies, f"{TREE}MOE-1,MOE,department,အသစ်,New name,,,,\n", "agencies")
    assert changes_of(country["MOE-1"])["names"]["new"]["en"] == "အသစ် / New name"


def test_what_a_file_changes_in_a_target_is_told(country):
    target = TargetFactory(agency=country["MOE"], headcount=740)
    target.skill.framework.levels.get_or_create(number=target.level, defaults={"names": {}})
    cells = {
        "plan": target.phase.plan.code,
        "phase": target.phase.number,
        "clause": target.clause.code,
        "agency": "MOE",
        "skill": target.skill.code,
        "level": target.level,
        "headcount": 800,
        "due_on": target.due_on,
        "baseline": target.baseline,
        "baseline_on": target.baseline_on,
        "source": target.source,
        "is_sample": "yes" if target.is_sample else "no",
    }
    line = ",".join(str(cells[column]) for column in TARGET_COLUMNS)
    report = run(import_targets, f"{','.join(TARGET_COLUMNS)}\n{line}\n", "targets")
    assert (report.updated, report.problems) == (1, [])
    changes = changes_of(Target.objects.get())
    assert set(changes) == {"headcount"}
    assert (changes["headcount"]["old"]["en"], changes["headcount"]["new"]["en"]) == ("740", "800")


def test_many_changed_people_are_told_in_few_queries(country, django_assert_max_num_queries):
    def text(grade):
        lines = (
            KHIN.replace("100001", f"1{n:05d}").replace(",7,", f",{grade},") for n in range(60)
        )
        return HEADING + "".join(lines)

    run(import_roster, text(7))
    with django_assert_max_num_queries(40):
        run(import_roster, text(8))
    assert ModelLogEntry.objects.filter(action="office.import_row").count() == 60


def test_an_import_that_cannot_be_told_is_not_done(country, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError("full")

    monkeypatch.setattr(import_log, "log", broken)
    with pytest.raises(OSError, match="full"):
        run(import_roster, HEADING + KHIN)
    assert not ImportRun.objects.exists()
    assert import_roster(io.BytesIO((HEADING + KHIN).encode())).created == 1


def test_the_file_that_names_the_people_of_a_batch_is_in_the_history(client, registrar, country):
    PostingFactory(person=PersonFactory(staff_number="S-1"), agency=country["MOE-1"])
    file = SimpleUploadedFile("people.csv", b"staff_number\nS-1\n", "text/csv")
    assert client.post(reverse("batches:add"), form_of(file=file)).status_code == 302
    entry = ModelLogEntry.objects.get(action="batch.prepare")
    assert entry.data["file"] == "people.csv"
    assert (entry.data["people"], entry.data["left_out"]) == (1, 0)
    assert hashlib.sha256(b"staff_number\nS-1\n").hexdigest() in entry.message
