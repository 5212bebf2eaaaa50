"""The zip and the register of a finished batch."""

import csv
import datetime as dt
import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from certification.batches import files
from certification.batches.files import build_batch_files, delete_batch_files
from certification.batches.lifecycle import regenerate_files, retry_failed_lines
from certification.batches.worker import process_batch
from certification.models import Batch, BatchLine
from people.privacy.retention import forget_old_data
from tests.certification.batch_factories import (
    make_batch,
    names_in_zip,
    started,
    worked_off,
)

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]
MONTH = dt.timedelta(days=30)


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


def test_one_file_that_is_lost_keeps_back_no_other():
    batch = started(make_batch(3))
    process_batch(batch)
    lost = batch.lines.get(number=2).certificate
    lost.pdf.storage.delete(lost.pdf.name)
    build_batch_files(batch)
    batch.refresh_from_db()
    with zipfile.ZipFile(batch.files.open()) as archive:
        table = list(csv.DictReader(io.StringIO(archive.read("index.csv").decode("utf-8-sig"))))
        assert [row["file"] for row in table if row["file"]] == archive.namelist()[:2]
    assert [row["code"] for row in table if not row["file"]] == [lost.code]


class Killed(BaseException):
    """As a process ends: nothing catches it."""


def die(*_):
    raise Killed


def test_files_are_written_once_and_one_who_was_killed_leaves_none_behind(monkeypatch):
    batch = started(make_batch(1))
    process_batch(batch)
    with monkeypatch.context() as broken:
        broken.setattr("certification.batches.files._write_register_file", die)
        with pytest.raises(Killed):
            build_batch_files(batch)
    assert not Batch.objects.get().files_at
    build_batch_files(batch)
    assert not Batch.objects.get().files_at
    Batch.objects.update(filing_until=timezone.now())
    build_batch_files(batch)
    batch.refresh_from_db()
    assert batch.files_at
    before = batch.files.name
    build_batch_files(batch)
    batch.refresh_from_db()
    assert batch.files.name == before
    year = f"batches/{timezone.now().year}"
    assert len(default_storage.listdir(year)[1]) == 2


def test_files_are_kept_a_month_and_written_again_when_asked_for():
    batch = worked_off(make_batch(1))
    forget_old_data()
    assert default_storage.exists(Batch.objects.get().files.name)
    Batch.objects.update(files_at=timezone.now() - MONTH - dt.timedelta(hours=1))
    forget_old_data()
    assert not default_storage.exists(batch.files.name)
    assert not Batch.objects.get().files
    build_batch_files(batch)
    assert not Batch.objects.get().files
    regenerate_files(batch)
    build_batch_files(batch)
    assert len(names_in_zip(Batch.objects.get())) == 2


def test_lines_tried_again_while_files_are_written_are_in_the_files(monkeypatch):
    batch = started(make_batch(2))
    failing = batch.lines.get(number=2)
    BatchLine.objects.filter(pk=failing.pk).update(tries=BatchLine.MAX_TRIES)
    process_batch(batch)
    with monkeypatch.context() as slow:
        slow.setattr(files, "_write_register_file", lambda *_: certify_failed(batch))
        build_batch_files(Batch.objects.get())
    assert not Batch.objects.get().files_at
    build_batch_files(Batch.objects.get())
    assert len(names_in_zip(Batch.objects.get())) == 3


def certify_failed(batch):
    retry_failed_lines(batch)
    process_batch(Batch.objects.get())


def test_files_that_are_written_anew_are_not_forgotten_by_who_clears_old_ones(monkeypatch):
    batch, later = (
        worked_off(make_batch(1)),
        timezone.now() + MONTH + dt.timedelta(days=1),
    )
    monkeypatch.setattr(files.timezone, "now", lambda: later)

    def remove_and_meet(row):
        monkeypatch.undo()
        regenerate_files(row)
        build_batch_files(row)

    monkeypatch.setattr(files, "_delete_files", remove_and_meet)
    delete_batch_files(Batch.objects.with_files_before(later - MONTH))
    assert names_in_zip(Batch.objects.get(pk=batch.pk))
