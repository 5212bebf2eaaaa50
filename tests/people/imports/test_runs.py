"""What is previewed is imported, and each import leaves a trace."""

import datetime as dt
import hashlib
import io

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from people.imports import runs
from people.imports.report import UnreadableFile
from people.models import ImportRun, Person
from people.roster import import_roster
from tests.people.factories import AgencyFactory, PersonFactory

pytestmark = pytest.mark.django_db
MONTH = dt.timedelta(days=30)
FILE = (
    "staff_number,name_my,name_en,agency,position_my,grade,from\n"
    "100001,ခင်ခင်,Khin Khin,MOE-1,အရာရှိ,7,2024-01-01\n"
    "100002,ခင်ခင်,Khin Khin,NOWHERE,အရာရှိ,7,2024-01-01\n"
).encode()


@pytest.fixture(autouse=True)
def agency():
    return AgencyFactory(code="MOE-1")


def previewed():
    by = PersonFactory()
    return runs.preview_file(import_roster, FILE, kind="roster", file_name="list.csv", by=by)


def imported(content=FILE, **options):
    trace = {"kind": "roster", "file_name": "list.csv", "operator": "root"}
    return runs.import_file(import_roster, content, **trace, **options)


def test_a_rehearsal_says_what_the_import_will_say_and_writes_nothing():
    seen = runs.rehearse_import(import_roster, FILE)
    assert not Person.objects.exists()
    assert seen == imported()
    assert Person.objects.exists()


def test_an_import_by_command_is_kept_with_digest_counts_and_account():
    imported()
    run = ImportRun.objects.get()
    assert run.imported_at
    assert (run.operator, run.by, run.content) == ("root", None, None)
    assert (run.created, run.changed, run.unchanged, run.refused) == (1, 0, 0, 1)
    assert run.digest == hashlib.sha256(FILE).hexdigest()


def test_a_file_that_cannot_be_read_leaves_a_trace_too():
    def importer(source):
        raise UnreadableFile([])

    with pytest.raises(UnreadableFile):
        runs.import_file(importer, b"x", kind="plan", file_name="x.csv", operator="root")
    assert ImportRun.objects.get().writes == 0


def test_what_breaks_half_way_writes_neither_rows_nor_trace():
    def importer(source):
        import_roster(source)
        raise OSError("broken")

    with pytest.raises(OSError, match="broken"):
        runs.import_file(importer, FILE, kind="roster", file_name="x.csv", operator="root")
    assert not Person.objects.exists()
    assert not ImportRun.objects.exists()


def test_the_previewed_file_is_the_one_that_is_imported():
    run = previewed()
    assert (run.imported_at, bytes(run.content)) == (None, FILE)
    assert [line["line"] for line in run.first_lines] == [2]
    done = runs.confirm_import(run, import_roster)
    assert (done.pk, done.digest) == (run.pk, hashlib.sha256(FILE).hexdigest())
    assert Person.objects.filter(staff_number="100001").exists()
    assert runs.confirm_import(run, import_roster).imported_at == done.imported_at


def test_what_would_be_done_otherwise_than_seen_is_seen_again():
    run = previewed()
    imported()
    with pytest.raises(runs.OutcomeChanged) as changed:
        runs.confirm_import(run, import_roster)
    assert (changed.value.run.created, changed.value.run.unchanged) == (0, 1)
    assert runs.confirm_import(run, import_roster).imported_at


def test_an_hour_later_the_file_is_gone():
    run, hour = previewed(), runs.FILE_KEPT_FOR
    assert not runs.is_expired(run, run.received_at + hour - dt.timedelta(seconds=1))
    assert runs.is_expired(run, run.received_at + hour)
    runs.forget_files(run.received_at + hour)
    run.refresh_from_db()
    assert (run.content, run.problems, run.first_lines) == (None, None, [])
    with pytest.raises(runs.FileExpired):
        runs.confirm_import(run, import_roster)
    runs.forget_files(run.received_at + MONTH)
    assert not ImportRun.objects.exists()


def test_expired_files_are_refused_before_they_are_swept():
    run = previewed()
    ImportRun.objects.update(received_at=timezone.now() - runs.FILE_KEPT_FOR)
    with pytest.raises(runs.FileExpired):
        runs.confirm_import(run, import_roster)


def test_of_an_old_import_only_its_counts_and_digest_stay():
    imported()
    runs.forget_files()
    assert ImportRun.objects.get().problems
    runs.forget_files(timezone.now() + MONTH)
    run = ImportRun.objects.get()
    assert (run.problems, run.first_lines, run.refused) == (None, [], 1)


def test_problems_are_read_in_the_language_of_the_reader():
    run = previewed()
    with override("en"):
        [english] = runs.read_problems(run)
    [burmese] = runs.read_problems(run)
    assert (english.line, english.field) == (3, "agency")
    assert "There is no agency" in english.message
    assert english.what_to_do.startswith("Put this line right")
    assert burmese.message != english.message
    assert burmese.what_to_do != english.what_to_do


def test_nobody_else_sees_a_run():
    run = previewed()
    assert ImportRun.objects.visible_to(run.by).get() == run
    assert not ImportRun.objects.visible_to(PersonFactory(admin=True)).exists()


@pytest.mark.parametrize(
    "fields", [{}, {"operator": "root", "imported_at": timezone.now(), "content": b"x"}]
)
def test_the_database_refuses_imports_by_nobody_and_files_kept_for_good(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportRun.objects.create(kind="roster", received_at=timezone.now(), **fields)


def test_lists_of_runs_leave_the_files_where_they_are(django_assert_num_queries):
    previewed()
    with django_assert_num_queries(1):
        [run] = ImportRun.objects.without_content()
        assert (run.created, run.refused) == (1, 1)


def test_the_source_is_read_as_bytes():
    """An importer gets the very bytes whose digest is kept."""
    got = []

    def importer(source):
        got.append(source.read())
        return import_roster(io.BytesIO(FILE))

    runs.rehearse_import(importer, FILE)
    assert got == [FILE]
