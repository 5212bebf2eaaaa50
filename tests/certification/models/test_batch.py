"""The stages of a batch, and which of its lines a worker may take."""

import datetime as dt

import pytest

from certification.models import Batch, BatchLine
from certification.models.batch import BatchLineState, BatchStage
from tests.certification.batch_factories import make_batch

NOW = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("times", "stage"),
    [
        ({}, BatchStage.PREPARED),
        ({"started_at": NOW}, BatchStage.RUNNING),
        ({"started_at": NOW, "stopped_at": NOW}, BatchStage.STOPPED),
        ({"started_at": NOW, "finished_at": NOW}, BatchStage.FINISHED),
        ({"started_at": NOW, "stopped_at": NOW, "finished_at": NOW}, BatchStage.FINISHED),
    ],
)
def test_the_stage_follows_from_the_times(times, stage):
    assert Batch(**times).stage is stage


def test_a_batch_is_unfinished_between_its_start_and_its_end(db):
    batch = make_batch(1)
    rows = Batch.objects.filter(pk=batch.pk)
    assert not rows.unfinished().exists()
    rows.update(started_at=NOW)
    assert rows.unfinished().exists()
    rows.update(stopped_at=NOW)
    assert not rows.unfinished().exists()


def test_files_are_to_be_written_once_and_again_after_a_writer_was_killed(db):
    rows = Batch.objects.filter(pk=make_batch(1).pk)
    assert not rows.without_files(NOW).exists()
    rows.update(started_at=NOW, finished_at=NOW)
    assert rows.without_files(NOW).exists()
    rows.update(filing_until=NOW + MINUTE)
    assert not rows.without_files(NOW).exists()
    assert rows.without_files(NOW + MINUTE).exists()
    rows.update(files_at=NOW)
    assert not rows.without_files(NOW + MINUTE).exists()


LAST = BatchLine.MAX_TRIES


@pytest.mark.parametrize("issued", [False, True])
@pytest.mark.parametrize(
    ("fields", "state", "is_claimable"),
    [
        ({}, "open", True),
        ({"tries": LAST - 1}, "open", True),
        ({"tries": 1, "claimed_until": NOW + MINUTE}, "open", False),
        ({"tries": 1, "claimed_until": NOW}, "open", True),
        ({"tries": LAST, "claimed_until": NOW + MINUTE}, "open", False),
        ({"tries": LAST, "claimed_until": NOW}, "failed", False),
        ({"tries": LAST}, "failed", False),
    ],
)
def test_a_line_is_in_the_one_state_it_says_and_may_be_claimed_or_not(
    certificate, issued, fields, state, is_claimable
):
    make_batch(1)
    BatchLine.objects.update(certificate=certificate if issued else None, **fields)
    lines = BatchLine.objects.all()
    expected = {"open": "issued" if issued else "waiting"}.get(state, state)
    found = [one for one in BatchLineState if lines.in_state(one, NOW).exists()]
    assert found == [expected]
    assert lines.with_state(NOW).get().state == expected
    assert lines.unfinished(NOW).exists() is (state == "open")
    assert lines.claimable(NOW).exists() is is_claimable


def test_a_sealed_line_is_nothing_else_however_often_it_was_tried(certificate):
    make_batch(1)
    lines = BatchLine.objects.all()
    for tries in (1, LAST):
        lines.update(certificate=certificate, done_at=NOW, tries=tries)
        assert lines.with_state(NOW).get().state == "sealed"
        assert lines.sealed().exists()
        assert not lines.unfinished(NOW).exists()
        assert not lines.claimable(NOW).exists()
