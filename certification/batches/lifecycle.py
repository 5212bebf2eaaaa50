"""Only writer of ``Batch``: prepared by a registrar, then started, stopped, resumed, retried.

What becomes of its lines while they are worked on is written by ``certification.batches.worker``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from certification.batches.candidates import Candidate
from certification.models import (
    Batch,
    BatchLine,
    BatchLineState,
    BatchSkill,
    BatchStage,
    line_states,
)
from people.models import Person, Role
from people.queue import enqueue_on_commit
from plan.models import Skill

_CHUNK_SIZE = 500  # rows of an INSERT: SQLite limits the variables of one statement


class WrongStage(Exception):
    """The batch is at a stage (``args[0]``) at which this cannot be done."""


class EmptyBatch(Exception):
    """A batch needs at least one person."""


class SelfIssuedBatch(Exception):
    """The creator is among the people of the batch; another registrar has to certify them."""


@dataclass(frozen=True)
class BatchCounts:
    """``total`` people of a batch, and how many of them are in each state."""

    total: int
    waiting: int
    issued: int
    sealed: int
    failed: int

    @property
    def percent(self) -> int:
        return 100 * (self.sealed + self.failed) // self.total if self.total else 0


def count_batch_lines(batch: Batch) -> BatchCounts:
    """Return how far the batch is, in one query."""
    states = line_states(timezone.now())
    counted = {state.value: Count("pk", filter=made_of) for state, made_of in states.items()}
    return BatchCounts(**batch.lines.aggregate(total=Count("pk"), **counted))


@transaction.atomic
def prepare_batch(
    batch: Batch,
    people: Iterable[Candidate],
    skills: Iterable[tuple[Skill, int]] = (),
    *,
    by: Person,
    at: dt.datetime | None = None,
) -> Batch:
    """Save a new batch with its people, numbered from 1 in the order given; start nothing.

    Raises EmptyBatch, SelfIssuedBatch; then nothing is saved.
    """
    batch.created_by, batch.created_at = by, at or timezone.now()
    batch.save(force_insert=True)
    BatchSkill.objects.bulk_create(
        BatchSkill(batch=batch, skill=skill, level=level) for skill, level in skills
    )
    lines = [
        BatchLine(batch=batch, number=number, person=one.person, score=one.score)
        for number, one in enumerate(people, start=1)
    ]
    if not lines:
        raise EmptyBatch(batch)
    # The form leaves the creator out; this holds for every other caller.
    if not by.principals(Role.Kind.REGISTRAR).isdisjoint(line.person_id for line in lines):
        raise SelfIssuedBatch(batch)
    BatchLine.objects.bulk_create(lines, _CHUNK_SIZE)
    return batch


def _lock_at_stage(batch: Batch, *stages: BatchStage) -> Batch:
    """Return the row, locked, if it is at one of the stages; raise WrongStage otherwise."""
    # Two registrars may click at the same time: the second sees the stage the first has set.
    row = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if row.stage not in stages:
        raise WrongStage(row.stage)
    return row


@transaction.atomic
def start_batch(batch: Batch, *, at: dt.datetime | None = None) -> None:
    """Hand a prepared batch to the worker. Raises WrongStage."""
    row = _lock_at_stage(batch, BatchStage.PREPARED)
    row.started_at = at or timezone.now()
    row.save(update_fields=["started_at"])
    _enqueue_workers(row)


@transaction.atomic
def stop_batch(batch: Batch, *, at: dt.datetime | None = None) -> None:
    """Let the worker stop after the line it is at. Raises WrongStage."""
    row = _lock_at_stage(batch, BatchStage.RUNNING)
    row.stopped_at = at or timezone.now()
    row.save(update_fields=["stopped_at"])


@transaction.atomic
def resume_batch(batch: Batch) -> None:
    """Go on with a stopped batch. Raises WrongStage."""
    row = _lock_at_stage(batch, BatchStage.STOPPED)
    row.stopped_at = None
    row.save(update_fields=["stopped_at"])
    _enqueue_workers(row)


@transaction.atomic
def retry_failed_lines(batch: Batch) -> int:
    """Let the worker try the failed lines as if for the first time; return how many.

    Raises WrongStage.
    """
    row = _lock_at_stage(batch, BatchStage.RUNNING, BatchStage.STOPPED, BatchStage.FINISHED)
    failed = row.lines.in_state(BatchLineState.FAILED, timezone.now())
    count = failed.update(tries=0, last_error="", claimed_until=None)
    if count:
        # The batch ends once more, and then its files are written again with the new lines.
        row.finished_at = row.files_at = row.filing_until = row.stopped_at = None
        row.save(update_fields=["finished_at", "files_at", "filing_until", "stopped_at"])
        _enqueue_workers(row)
    return count


@transaction.atomic
def regenerate_files(batch: Batch) -> None:
    """Let the worker write zip and register again. Raises WrongStage."""
    row = _lock_at_stage(batch, BatchStage.FINISHED)
    row.files_at = None
    row.save(update_fields=["files_at"])
    enqueue_on_commit("certification.tasks.write_batch_files", row.pk)


@transaction.atomic
def discard_batch(batch: Batch) -> None:
    """Delete a batch that was never started. Raises WrongStage."""
    row = _lock_at_stage(batch, BatchStage.PREPARED)
    row.lines.all().delete()
    row.delete()


def _enqueue_workers(batch: Batch) -> None:
    # One task for each worker process; those that find no free line end at once.
    for _ in range(settings.BATCH_WORKERS):
        enqueue_on_commit("certification.tasks.run_batch", batch.pk)
