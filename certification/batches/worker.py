"""Works through batches: claims a line, issues and seals its certificate, records the outcome.

A worker may be killed at any point: its claim expires, issuing gives one certificate for the
key of its award, and sealing stores one file, so the next claim finishes the line.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from dataclasses import dataclass
from enum import Enum, auto

from django.db import transaction
from django.utils import timezone

from certification import rendering
from certification.facts.awards import Award
from certification.issuing.issue import issue_for_award
from certification.models import Batch, BatchLine, Certificate, DesignVersion
from certification.rendering.style import SheetOverflow
from certification.sealing.seal import OUTAGES, seal_certificate
from people.models import Posting
from people.postings import posting_on
from people.queue import enqueue, paused
from plan.models import Skill

logger = logging.getLogger(__name__)
_ROUND_SECONDS = 20  # then other tasks in the queue have their turn
CLAIM_DURATION = dt.timedelta(seconds=60)  # far longer than one certificate takes
_MAX_CONSECUTIVE_FAILURES = 3  # more in a row are no fault of the people on the lines
_MAX_ERROR_LENGTH = 500  # characters; the log has all of it


class _LineOutcome(Enum):
    """SETTLED: sealed, or failed finally; TROUBLE: failed this time; OUTAGE: not its fault."""

    SETTLED = auto()
    TROUBLE = auto()
    OUTAGE = auto()


@dataclass(frozen=True)
class BatchContext:
    """What every certificate of a batch has in common, read once a round."""

    batch: Batch
    skills: tuple[tuple[Skill, int], ...]
    design: DesignVersion | None

    @classmethod
    def load(cls, batch: Batch) -> BatchContext:
        rows = batch.batch_skills.select_related("skill__framework").order_by("skill__code")
        return cls(
            batch, tuple((row.skill, row.level) for row in rows), _find_design_at_start(batch)
        )


def _find_design_at_start(batch: Batch) -> DesignVersion | None:
    """Return the version published when the batch started: a batch has one design throughout."""
    if batch.design is None:
        return None
    versions = batch.design.versions.filter(published_at__lte=batch.started_at)
    return versions.order_by("number").last()


def process_batch(batch: Batch, *, seconds: float = _ROUND_SECONDS) -> None:
    """Issue line after line for ``seconds``, then queue another round.

    After an outage, or several failures in a row, it stops; the sweep starts the next round.
    """
    context, until, troubles = BatchContext.load(batch), time.monotonic() + seconds, 0
    while line := claim_next_line(batch):
        outcome = _issue_line(line, context)
        troubles = 0 if outcome is _LineOutcome.SETTLED else troubles + 1
        if outcome is _LineOutcome.OUTAGE or troubles == _MAX_CONSECUTIVE_FAILURES:
            return
        if time.monotonic() > until:
            enqueue("certification.tasks.run_batch", batch.pk)
            return
    _mark_finished(batch)


@transaction.atomic
def claim_next_line(batch: Batch) -> BatchLine | None:
    """Claim the next free line and count the try; return None when there is none."""
    now = timezone.now()
    waiting = BatchLine.objects.claimable(now).filter(
        batch=batch, batch__in=Batch.objects.unfinished().filter(pk=batch.pk)
    )
    # Several workers share a batch: each skips the lines that another is claiming.
    locked = waiting.select_for_update(of=("self",), skip_locked=True)
    line = locked.select_related("person").order_by("tries", "number").first()
    if line:
        # Counted before the work, so that a line that kills its worker is given up one day.
        line.tries, line.claimed_until = line.tries + 1, now + CLAIM_DURATION
        line.save(update_fields=["tries", "claimed_until"])
    return line


def _issue_line(line: BatchLine, context: BatchContext) -> _LineOutcome:
    """Issue and seal the line's certificate, and record on the line what became of it."""
    try:
        # The queue is paused because the seal is made here, on the layout that issuing made.
        with paused(), rendering.reuse_layout():
            award, batch = build_line_award(line, context), context.batch
            certificate = issue_for_award(
                award, by=batch.created_by, design=context.design, design_at=batch.started_at
            )
            seal_certificate(certificate)
    except SheetOverflow as refusal:  # the words fit no better at another try
        _record_line_failure(line, refusal, tries=BatchLine.MAX_TRIES)
    except OUTAGES as error:  # not the line's fault: the try does not count
        _record_line_failure(line, error, tries=line.tries - 1)
        return _LineOutcome.OUTAGE
    except Exception as error:  # the next person has nothing to do with this one's trouble
        _record_line_failure(line, error, tries=line.tries)
        return _LineOutcome.TROUBLE
    else:
        _record_success(line, certificate)
    return _LineOutcome.SETTLED


def build_line_award(line: BatchLine, context: BatchContext) -> Award:
    """Return what the person is certified for."""
    batch, posting = context.batch, _find_posting(line, context.batch)
    return Award(
        award_key=f"batch:{batch.pk}:person:{line.person_id}",
        kind=batch.kind,
        key=batch.course.key if batch.course else batch.key,
        slug=batch.course.slug if batch.course else "",
        titles=batch.titles,
        person=line.person,
        completed_on=batch.completed_on,
        skills=context.skills,
        agency=posting.agency if posting else None,
        position=posting.position if posting else {},
        grade=posting.grade if posting else None,
        score=line.score,
        language=batch.language,
        validity_months=batch.validity_months,
        course=batch.course,
    )


def _find_posting(line: BatchLine, batch: Batch) -> Posting | None:
    """Return the posting on the day of completion, else on the day the batch was made."""
    recorded_on = timezone.localtime(batch.created_at).date()
    return posting_on(line.person, batch.completed_on) or posting_on(line.person, recorded_on)


def _record_success(line: BatchLine, certificate: Certificate) -> None:
    BatchLine.objects.filter(pk=line.pk, done_at=None).update(
        certificate=certificate, done_at=timezone.now(), last_error=""
    )


def _record_line_failure(line: BatchLine, error: Exception, *, tries: int) -> None:
    """Release the line with its error; its certificate may exist and wait for its seal."""
    logger.error("line %s of batch %s failed: %r", line.number, line.batch_id, error)
    award_key = f"batch:{line.batch_id}:person:{line.person_id}"
    issued = Certificate.objects.filter(award_key=award_key, superseded_at=None).first()
    # The office finds words by the name of an outage, whatever its part that failed is called.
    kind = next((kind for kind in OUTAGES if isinstance(error, kind)), type(error))
    BatchLine.objects.filter(pk=line.pk, done_at=None).update(
        certificate=issued,
        tries=tries,
        claimed_until=None,
        last_error=f"{kind.__name__}: {error}"[:_MAX_ERROR_LENGTH],
    )


def _mark_finished(batch: Batch) -> None:
    """Record the end once, when no line is unfinished, and queue the writing of the files."""
    now = timezone.now()
    if BatchLine.objects.unfinished(now).filter(batch=batch).exists():
        return
    # Of workers that end at once, one finds the batch unfinished and updates it.
    if Batch.objects.unfinished().filter(pk=batch.pk).update(finished_at=now):
        enqueue("certification.tasks.write_batch_files", batch.pk)


def requeue_stalled_batches() -> None:
    """Queue batches that no worker has touched for as long as a claim lasts, and their files."""
    now, batches = timezone.now(), list(Batch.objects.unfinished())
    # With several batches, each may have waited a claim for every other one. Queueing a batch
    # twice would let all other tasks wait twice as long.
    since = now - CLAIM_DURATION * max(len(batches) - 1, 0)
    busy = BatchLine.objects.filter(claimed_until__gt=since)
    for batch in batches:
        is_fresh = batch.started_at is not None and batch.started_at > since
        if not is_fresh and not busy.filter(batch=batch).exists():
            enqueue("certification.tasks.run_batch", batch.pk)
    for batch in Batch.objects.without_files(now):
        enqueue("certification.tasks.write_batch_files", batch.pk)
