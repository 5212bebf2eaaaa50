"""Writes batches, alone: prepared by a registrar, then started, stopped, resumed, tried again.

What the worker notes on the lines while it works is written by certification.batches.worker.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from certification.batches.candidates import Candidate
from certification.models import Batch, BatchLine, BatchSkill, BatchStage
from people.models import Person
from people.queue import enqueue_on_commit
from plan.models import Skill

_CHUNK_SIZE = 500


class WrongStage(Exception):
    """The batch is at a stage (``args[0]``) at which this cannot be done."""


class EmptyBatch(Exception):
    """A batch needs at least one person."""


class SelfIssuedBatch(Exception):
    """Nobody certifies themselves: another registrar does."""


@transaction.atomic
def prepare_batch(
    batch: Batch,
    people: Iterable[Candidate],
    skills: Iterable[tuple[Skill, int]] = (),
    *,
    by: Person,
    at: dt.datetime | None = None,
) -> Batch:
    """Keep a new batch with its people, numbered from 1 in the order given; starts nothing.

    Raises NobodyToCertify, OwnCertificate.
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
    if by.pk in {line.person_id for line in lines}:
        raise SelfIssuedBatch(batch)
    BatchLine.objects.bulk_create(lines, _CHUNK_SIZE)
    return batch


def _lock_at_stage(batch: Batch, *stages: BatchStage) -> Batch:
    """The row, locked, if it is at one of the stages; raises NotNow."""
    row = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if row.stage not in stages:
        raise WrongStage(row.stage)
    return row


@transaction.atomic
def start_batch(batch: Batch, *, at: dt.datetime | None = None) -> None:
    """Hand a prepared batch to the worker; raises NotNow."""
    row = _lock_at_stage(batch, BatchStage.PREPARED)
    row.started_at = at or timezone.now()
    row.save(update_fields=["started_at"])
    _enqueue_workers(row)


@transaction.atomic
def stop_batch(batch: Batch, *, at: dt.datetime | None = None) -> None:
    """Let the worker end after the person it is at; raises NotNow."""
    row = _lock_at_stage(batch, BatchStage.RUNNING)
    row.stopped_at = at or timezone.now()
    row.save(update_fields=["stopped_at"])


@transaction.atomic
def resume_batch(batch: Batch) -> None:
    """Go on with a stopped batch; raises NotNow."""
    row = _lock_at_stage(batch, BatchStage.STOPPED)
    row.stopped_at = None
    row.save(update_fields=["stopped_at"])
    _enqueue_workers(row)


@transaction.atomic
def retry_failed_lines(batch: Batch) -> int:
    """Try the failed lines again, as if for the first time; how many. Raises NotNow."""
    row = _lock_at_stage(batch, BatchStage.RUNNING, BatchStage.STOPPED, BatchStage.FINISHED)
    failed = row.lines.failed(timezone.now()).update(tries=0, last_error="", claimed_until=None)
    if failed:
        row.finished_at = row.files_at = row.filing_until = row.stopped_at = None
        row.save(update_fields=["finished_at", "files_at", "filing_until", "stopped_at"])
        _enqueue_workers(row)
    return failed


@transaction.atomic
def regenerate_files(batch: Batch) -> None:
    """Let the worker write zip and register anew; raises NotNow."""
    row = _lock_at_stage(batch, BatchStage.FINISHED)
    row.files_at = None
    row.save(update_fields=["files_at"])
    enqueue_on_commit("certification.tasks.write_batch_files", row.pk)


@transaction.atomic
def discard_batch(batch: Batch) -> None:
    """Throw away a batch that was never started; raises NotNow."""
    row = _lock_at_stage(batch, BatchStage.PREPARED)
    row.lines.all().delete()
    row.delete()


def _enqueue_workers(batch: Batch) -> None:
    for _ in range(settings.BATCH_WORKERS):
        enqueue_on_commit("certification.tasks.run_batch", batch.pk)
