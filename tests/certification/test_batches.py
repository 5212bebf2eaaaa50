import csv
import datetime as dt
import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from certification import bulk, sealing
from certification.batch_files import KEPT, remove_old_files, write_files
from certification.batch_people import everyone_in, find_people, leave_out_holders
from certification.batch_progress import progress_of
from certification.batch_rows import BatchRow, read_pasted, read_upload
from certification.batches import (
    NobodyToCertify,
    NotNow,
    discard_batch,
    prepare_batch,
    resume_batch,
    retry_failed,
    start_batch,
    stop_batch,
    write_files_again,
)
from certification.bulk import run_batch, take_line, wake_batches
from certification.issuing import issue
from certification.models import Batch, BatchLine, Certificate, Evidence, LogEntry, Stage
from certification.sweeping import sweep
from people.tables import Problem
from tests.certification.batching import DAY, TITLES, make_batch, make_people, started, worked_off
from tests.certification.factories import make_office
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


def test_everybody_of_a_batch_gets_one_of_everything():
    batch = worked_off(make_batch(3))
    assert batch.stage == Stage.FINISHED
    for line in batch.lines.all():
        certificate = line.certificate
        assert (certificate.person, certificate.kind) == (line.person, "classroom")
        assert certificate.facts["course"]["titles"] == TITLES
        assert certificate.facts["score"] == line.score
        assert certificate.facts["agency"]["code"] == batch.agency.code
        assert certificate.expires_on == dt.date(2028, 11, 2)
        assert certificate.issued_by == batch.created_by
        assert certificate.pdf.open().read(5) == b"%PDF-"
    assert Certificate.objects.count() == Evidence.objects.count() == LogEntry.objects.count() == 3
    assert progress_of(batch).percent == 100


def test_working_on_it_again_changes_nothing():
    batch = worked_off(make_batch(2))
    before = list(Certificate.objects.values_list("code", "pdf_digest").order_by("pk"))
    run_batch(batch)
    Batch.objects.update(finished_at=None)
    BatchLine.objects.update(done_at=None, certificate=None, tries=0, claimed_until=None)
    run_batch(batch)
    assert list(Certificate.objects.values_list("code", "pdf_digest").order_by("pk")) == before
    assert progress_of(batch).sealed == 2


def test_a_line_of_somebody_who_was_killed_is_free_again_when_the_claim_runs_out():
    batch = started(make_batch(1))
    assert take_line(batch)
    assert take_line(batch) is None
    run_batch(batch)
    assert Batch.objects.get().stage == Stage.RUNNING
    BatchLine.objects.update(claimed_until=timezone.now())
    run_batch(batch)
    assert Batch.objects.get().stage == Stage.FINISHED
    assert BatchLine.objects.get().tries == 2


def test_one_who_dies_at_every_try_is_given_up_and_told():
    batch = started(make_batch(1))
    for _ in range(BatchLine.MOST_TRIES):
        assert take_line(batch)
        BatchLine.objects.update(claimed_until=timezone.now())
    run_batch(batch)
    assert progress_of(batch).failed == 1
    assert not Certificate.objects.exists()


def test_words_that_do_not_fit_are_told_at_once_and_the_others_have_their_turn():
    titles = {"my": "ပြည်သူ့ဝန်ထမ်းများအတွက် ဒစ်ဂျစ်တယ်အုပ်ချုပ်မှု " * 20, "en": "Digital " * 99}
    batch = started(make_batch(4, titles=titles))
    run_batch(batch)
    lines = batch.lines.values_list("tries", "done_at", "certificate")
    assert set(lines) == {(BatchLine.MOST_TRIES, None, None)}
    assert batch.lines.last().last_error.startswith("Overflow")
    assert Batch.objects.get().stage == Stage.FINISHED


def test_trouble_of_everybody_ends_the_round_and_the_next_goes_on(monkeypatch):
    batch = started(make_batch(5))
    with monkeypatch.context() as broken:
        broken.setattr(sealing, "sign_file", lambda *a: 1 / 0)
        run_batch(batch)
    assert list(batch.lines.values_list("tries", flat=True)) == [1, 1, 1, 0, 0]
    assert "ZeroDivisionError" in batch.lines.first().last_error
    assert (progress_of(batch).issued, progress_of(batch).waiting) == (3, 2)
    run_batch(batch)
    assert progress_of(batch).sealed == 5
    assert Certificate.objects.count() == 5
    assert not batch.lines.exclude(last_error="").exists()


def test_an_outage_ends_the_round_at_once_and_the_try_does_not_count(settings, tmp_path):
    batch, keys = started(make_batch(2)), settings.KEYS_DIR
    settings.KEYS_DIR = tmp_path / "nowhere"
    run_batch(batch)
    first = batch.lines.first()
    assert (first.tries, first.claimed_until) == (0, None)
    assert first.last_error.startswith("KeyMissing")
    settings.KEYS_DIR = keys
    run_batch(batch)
    assert progress_of(batch).sealed == 2


def test_the_sweep_seals_what_a_batch_left_behind_but_not_what_it_is_at():
    batch = started(make_batch(1))
    issue(bulk.award_of_line(take_line(batch), bulk.Desk.of(batch)))
    sweep()
    assert not Certificate.objects.get().sealed_at
    Certificate.objects.update(issued_at=timezone.now() - bulk.CLAIM)
    sweep()
    assert Certificate.objects.get().sealed_at


def test_failed_lines_are_tried_again_when_a_registrar_says_so(monkeypatch):
    batch = started(make_batch(2))
    batch.lines.filter(number=1).update(tries=BatchLine.MOST_TRIES)
    run_batch(batch)
    write_files(batch)
    assert progress_of(batch).failed == 1
    assert retry_failed(batch) == 1
    run_batch(batch)
    write_files(batch)
    assert progress_of(batch).sealed == 2
    assert len(names_in_zip(Batch.objects.get())) == 3


def test_a_round_ends_after_its_time_and_calls_for_the_next(monkeypatch):
    called = []
    monkeypatch.setattr(bulk, "hint", lambda *message: called.append(message))
    batch = started(make_batch(3))
    run_batch(batch, seconds=0)
    assert progress_of(batch).sealed == 1
    assert called == [("certification.tasks.run_batch", batch.pk)]


def test_a_stopped_batch_rests_until_it_is_resumed():
    batch = started(make_batch(2))
    stop_batch(batch)
    run_batch(batch)
    assert progress_of(batch).sealed == 0
    assert Batch.objects.get().stage == Stage.STOPPED
    resume_batch(batch)
    run_batch(batch)
    assert Batch.objects.get().stage == Stage.FINISHED


@pytest.mark.parametrize("act", [start_batch, resume_batch, discard_batch, write_files_again])
def test_what_the_stage_does_not_allow_is_refused(act):
    batch = started(make_batch(1))
    with pytest.raises(NotNow):
        act(batch)
    assert BatchLine.objects.count() == 1


def test_a_prepared_batch_is_thrown_away_whole():
    batch = make_batch(2)
    run_batch(batch)
    assert not Certificate.objects.exists()
    discard_batch(batch)
    assert not Batch.objects.exists()


def test_a_batch_needs_somebody():
    batch = Batch(kind="prior", titles=TITLES, agency=make_office(), completed_on=DAY)
    with pytest.raises(NobodyToCertify):
        prepare_batch(batch, [], by=PersonFactory())
    assert not Batch.objects.exists()


def test_whoever_was_not_in_service_that_day_has_the_place_of_today():
    batch = make_batch(1, completed_on=dt.date(2019, 5, 5), kind="prior")
    run_batch(started(batch))
    assert Certificate.objects.get().agency == batch.agency


def test_the_place_is_that_of_the_day_of_completion():
    batch = make_batch(1)
    person = batch.lines.get().person
    person.postings.update(valid_to=dt.date(2026, 11, 10))
    PostingFactory(person=person, agency=AgencyFactory(), valid_from=dt.date(2026, 11, 10))
    run_batch(started(batch))
    assert Certificate.objects.get().agency == batch.agency


def test_the_sweep_wakes_what_nobody_works_on(monkeypatch):
    called = []
    monkeypatch.setattr(bulk, "hint", lambda *message: called.append(message))
    batch = started(make_batch(2))
    wake_batches()
    take_line(batch)
    wake_batches()
    assert called == [("certification.tasks.run_batch", batch.pk)]
    called.clear()
    BatchLine.objects.update(claimed_until=None)
    run_batch(batch)
    called.clear()
    wake_batches()
    assert called == [("certification.tasks.write_batch_files", batch.pk)]
    write_files(batch)
    called.clear()
    wake_batches()
    assert called == []


# Files


def names_in_zip(batch):
    with zipfile.ZipFile(batch.files.open()) as archive:
        return archive.namelist()


def test_the_zip_holds_every_certificate_by_number_and_code_and_an_index():
    batch = worked_off(make_batch(3))
    lines = list(batch.lines.order_by("number"))
    assert names_in_zip(batch) == [
        *(f"{line.number:05d}-{line.certificate.code}.pdf" for line in lines),
        "index.csv",
    ]
    with zipfile.ZipFile(batch.files.open()) as archive:
        table = list(csv.DictReader(io.StringIO(archive.read("index.csv").decode("utf-8-sig"))))
        assert archive.testzip() is None
        assert archive.read(table[0]["file"]) == lines[0].certificate.pdf.read()
    assert table[1]["staff_number"] == lines[1].person.staff_number
    assert table[1]["name_my"] == "ဒေါ်ခင်မျိုးသန္တာ"


def test_files_are_written_once_and_one_who_was_killed_leaves_none_behind(monkeypatch):
    batch = started(make_batch(1))
    run_batch(batch)

    class Killed(BaseException):
        pass

    with monkeypatch.context() as broken:
        broken.setattr("certification.batch_files.write_register", lambda *a: raise_(Killed()))
        with pytest.raises(Killed):
            write_files(batch)
    assert not Batch.objects.get().files_at
    write_files(batch)
    assert not Batch.objects.get().files_at
    Batch.objects.update(filing_until=timezone.now())
    write_files(batch)
    batch.refresh_from_db()
    assert batch.files_at
    before = batch.files.name
    write_files(batch)
    batch.refresh_from_db()
    assert batch.files.name == before
    year = f"batches/{timezone.now().year}"
    assert len(default_storage.listdir(year)[1]) == 2


def raise_(error):
    raise error


def test_files_are_kept_a_month_and_written_again_when_asked_for():
    batch = worked_off(make_batch(1))
    remove_old_files()
    assert default_storage.exists(Batch.objects.get().files.name)
    Batch.objects.update(files_at=timezone.now() - KEPT - dt.timedelta(hours=1))
    remove_old_files()
    assert not default_storage.exists(batch.files.name)
    assert not Batch.objects.get().files
    write_files(batch)
    assert not Batch.objects.get().files
    write_files_again(batch)
    write_files(batch)
    assert len(names_in_zip(Batch.objects.get())) == 2


# Who


def test_pasted_numbers_are_read_with_scores_in_any_digits():
    table = read_pasted("s000001\tစ\nS000002\t၈၆\nS000003\t77%\nS000002\t\n")
    assert table.rows == [BatchRow(2, "S000002", 86), BatchRow(3, "S000003", 77)]
    assert [(p.line, p.field, p.kind) for p in table.problems] == [
        (1, "score", Problem.Kind.WRONG),
        (4, "staff_number", Problem.Kind.CHECK),
    ]


def test_a_header_line_may_be_pasted_too():
    assert read_pasted("Staff_Number,score\nS1,5").rows == [BatchRow(2, "S1", 5)]
    assert read_pasted("S1\nS2").rows == [BatchRow(1, "S1", None), BatchRow(2, "S2", None)]


def test_an_excel_workbook_is_read_as_a_csv_is():
    from openpyxl import Workbook

    book, file = Workbook(), io.BytesIO()
    for row in (["staff_number", "score"], [100001, 86.0], ["S2", None], [], ["S3", 101]):
        book.active.append(row)
    book.save(file)
    table = read_upload(io.BytesIO(file.getvalue()))
    assert table.rows == [BatchRow(2, "100001", 86), BatchRow(3, "S2", None)]
    assert [p.line for p in table.problems] == [5]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04nothing", b"\xff\xfe", b"name\nx", b"staff_number\n\x00\n"]
)
def test_what_is_no_list_is_told_not_crashed_on(content):
    table = read_upload(io.BytesIO(content))
    assert table.is_wrong
    assert all(str(problem.message) for problem in table.problems)


def test_a_workbook_that_unpacks_too_large_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", bytes(101_000_000))
    assert read_upload(io.BytesIO(file.getvalue())).is_wrong


def test_only_people_of_the_agency_are_found_and_others_are_told_like_nobody():
    ministry = AgencyFactory(kind="ministry")
    office, elsewhere = AgencyFactory(parent=ministry), AgencyFactory()
    ours, theirs = make_people(office, 1)[0], make_people(elsewhere, 1)[0]
    moved = make_people(elsewhere, 1)[0]
    moved.postings.update(valid_to=DAY + dt.timedelta(days=2))
    PostingFactory(person=moved, agency=office, valid_from=DAY + dt.timedelta(days=2))
    rows = [
        BatchRow(n, number, None)
        for n, number in enumerate(
            [ours.staff_number, theirs.staff_number, "NOBODY", moved.staff_number], start=1
        )
    ]
    found = find_people(rows, ministry, day=DAY)
    assert [one.person for one in found.people] == [ours, moved]
    messages = [str(p.message) for p in found.problems]
    assert messages[1].replace("NOBODY", theirs.staff_number) == messages[0]
    assert [p.line for p in found.problems] == [2, 3]


def test_everyone_of_an_agency_is_everyone_posted_there_on_the_day():
    ministry = AgencyFactory(kind="ministry")
    people = make_people(AgencyFactory(parent=ministry), 2)
    people[1].postings.update(valid_to=DAY)
    assert [one.person for one in everyone_in(ministry, day=DAY).people] == people[:1]


def test_those_who_hold_the_same_already_are_told_and_left_out():
    first = worked_off(make_batch(2))
    again = Batch(kind=first.kind, titles=TITLES, agency=first.agency, completed_on=DAY)
    make_people(first.agency, 1)
    found = leave_out_holders(again, everyone_in(first.agency, day=DAY))
    assert len(found.people) == 1
    assert [p.kind for p in found.problems] == [Problem.Kind.CHECK] * 2
    other = Batch(kind="prior", titles=TITLES, agency=first.agency, completed_on=DAY)
    assert len(leave_out_holders(other, everyone_in(first.agency, day=DAY)).people) == 3
