"""A worker certifies a batch line by line, through trouble, outages and its own death."""

import datetime as dt
import shutil

import pytest
from django.utils import timezone

from certification.batches import worker
from certification.batches.files import build_batch_files
from certification.batches.lifecycle import count_batch_lines
from certification.batches.worker import (
    CLAIM_DURATION,
    claim_next_line,
    process_batch,
    requeue_stalled_batches,
)
from certification.models import Batch, BatchLine, BatchStage, Certificate, Evidence, LogEntry
from certification.sealing import seal
from tests.certification.batch_factories import TITLES, make_batch, started, worked_off
from tests.people.factories import AgencyFactory, PostingFactory

pytestmark = pytest.mark.django_db


def test_everybody_of_a_batch_gets_one_of_everything():
    batch = worked_off(make_batch(3))
    assert batch.stage == BatchStage.FINISHED
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
    assert count_batch_lines(batch).percent == 100


def test_working_on_it_again_changes_nothing():
    batch = worked_off(make_batch(2))
    before = list(Certificate.objects.values_list("code", "pdf_digest").order_by("pk"))
    process_batch(batch)
    Batch.objects.update(finished_at=None)
    BatchLine.objects.update(done_at=None, certificate=None, tries=0, claimed_until=None)
    process_batch(batch)
    assert list(Certificate.objects.values_list("code", "pdf_digest").order_by("pk")) == before
    assert count_batch_lines(batch).sealed == 2


def test_a_line_of_somebody_who_was_killed_is_free_again_when_the_claim_runs_out():
    batch = started(make_batch(1))
    assert claim_next_line(batch)
    assert claim_next_line(batch) is None
    process_batch(batch)
    assert Batch.objects.get().stage == BatchStage.RUNNING
    BatchLine.objects.update(claimed_until=timezone.now())
    process_batch(batch)
    assert Batch.objects.get().stage == BatchStage.FINISHED
    assert BatchLine.objects.get().tries == 2


def test_one_who_dies_at_every_try_is_given_up_and_told():
    batch = started(make_batch(1))
    for _ in range(BatchLine.MAX_TRIES):
        assert claim_next_line(batch)
        BatchLine.objects.update(claimed_until=timezone.now())
    process_batch(batch)
    assert count_batch_lines(batch).failed == 1
    assert not Certificate.objects.exists()


@pytest.mark.slow
def test_words_that_do_not_fit_are_told_at_once_and_the_others_have_their_turn():
    titles = {"my": "ပြည်သူ့ဝန်ထမ်းများအတွက် ဒစ်ဂျစ်တယ်အုပ်ချုပ်မှု " * 20, "en": "Digital " * 99}
    batch = started(make_batch(4, titles=titles))
    process_batch(batch)
    lines = batch.lines.values_list("tries", "done_at", "certificate")
    assert set(lines) == {(BatchLine.MAX_TRIES, None, None)}
    assert batch.lines.last().last_error.startswith("SheetOverflow")
    assert Batch.objects.get().stage == BatchStage.FINISHED


@pytest.mark.slow
def test_trouble_of_everybody_ends_the_round_and_the_next_goes_on(monkeypatch):
    batch = started(make_batch(5))
    with monkeypatch.context() as broken:
        broken.setattr(seal, "sign_pdf", lambda *a: 1 / 0)
        process_batch(batch)
    assert list(batch.lines.values_list("tries", flat=True)) == [1, 1, 1, 0, 0]
    assert "ZeroDivisionError" in batch.lines.first().last_error
    assert (count_batch_lines(batch).issued, count_batch_lines(batch).waiting) == (3, 2)
    process_batch(batch)
    assert count_batch_lines(batch).sealed == 5
    assert Certificate.objects.count() == 5
    assert not batch.lines.exclude(last_error="").exists()


def test_an_outage_ends_the_round_at_once_and_the_try_does_not_count(settings, tmp_path):
    batch, keys = started(make_batch(2)), settings.KEYS_DIR
    settings.KEYS_DIR = tmp_path / "nowhere"
    process_batch(batch)
    first = batch.lines.first()
    assert (first.tries, first.claimed_until) == (0, None)
    assert first.last_error.startswith("KeyUnavailable")
    settings.KEYS_DIR = keys
    process_batch(batch)
    assert count_batch_lines(batch).sealed == 2


def test_a_damaged_key_is_an_outage_by_the_name_that_the_office_has_words_for(settings, tmp_path):
    batch, damaged = started(make_batch(1)), tmp_path / "damaged"
    shutil.copytree(settings.KEYS_DIR, damaged)
    for path in damaged.glob("*.key.pem"):
        path.write_text(path.read_text()[:40])
    settings.KEYS_DIR = damaged
    process_batch(batch)
    assert batch.lines.first().last_error.startswith("KeyUnavailable:")


def test_a_round_ends_after_its_time_and_calls_for_the_next(monkeypatch):
    called = []
    monkeypatch.setattr(worker, "enqueue", lambda *message: called.append(message))
    batch = started(make_batch(3))
    process_batch(batch, seconds=0)
    assert count_batch_lines(batch).sealed == 1
    assert called == [("certification.tasks.run_batch", batch.pk)]


def test_whoever_was_not_in_service_that_day_has_the_place_of_today():
    batch = make_batch(1, completed_on=dt.date(2019, 5, 5), kind="prior")
    process_batch(started(batch))
    assert Certificate.objects.get().agency == batch.agency


def test_the_place_is_that_of_the_day_of_completion():
    batch = make_batch(1)
    person = batch.lines.get().person
    person.postings.update(valid_to=dt.date(2026, 11, 10))
    PostingFactory(person=person, agency=AgencyFactory(), valid_from=dt.date(2026, 11, 10))
    process_batch(started(batch))
    assert Certificate.objects.get().agency == batch.agency


def test_the_sweep_wakes_what_nobody_works_on(monkeypatch):
    called = []
    monkeypatch.setattr(worker, "enqueue", lambda *message: called.append(message))
    batch = started(make_batch(2))
    requeue_stalled_batches()
    claim_next_line(batch)
    requeue_stalled_batches()
    assert called == [("certification.tasks.run_batch", batch.pk)]
    called.clear()
    BatchLine.objects.update(claimed_until=None)
    process_batch(batch)
    called.clear()
    requeue_stalled_batches()
    assert called == [("certification.tasks.write_batch_files", batch.pk)]
    build_batch_files(batch)
    called.clear()
    requeue_stalled_batches()
    assert called == []


def test_the_sweep_calls_nobody_to_batches_that_only_take_turns(monkeypatch):
    """A call too many goes on as long as its batch: others in the queue would wait for all."""
    called = []
    monkeypatch.setattr(worker, "enqueue", lambda task, pk: called.append(pk))
    turns = [started(make_batch(1)) for _ in range(3)]
    for batch in turns:
        claim_next_line(batch)
    now = timezone.now()
    BatchLine.objects.filter(batch=turns[0]).update(claimed_until=now - CLAIM_DURATION)
    requeue_stalled_batches()
    assert called == []
    BatchLine.objects.filter(batch=turns[0]).update(claimed_until=now - 3 * CLAIM_DURATION)
    Batch.objects.update(started_at=now - 9 * CLAIM_DURATION)
    requeue_stalled_batches()
    assert called == [turns[0].pk]
