"""Issues and seals what waits, even when the task queued for it was lost."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from itertools import chain, islice
from typing import Any

from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.utils import timezone

from certification.batches.worker import CLAIM_DURATION, requeue_stalled_batches
from certification.issuing.issue import issue_certificate
from certification.models import Certificate, YearStatement
from certification.sealing.seal import OUTAGES, seal_certificate
from certification.statements.batches import requeue_stalled_statements
from certification.statements.sealing import seal_statement
from courses.models import Enrolment, ProgrammeEnrolment

logger = logging.getLogger(__name__)
_BATCH_SIZE = 50  # rows of one sweep, which runs every half minute
MAX_TRIES = 5  # then only a registrar starts the seal again
_FAILURE_PAUSE = 3600  # seconds, for one row
_OUTAGE_PAUSE = 300  # seconds, for all rows
_OUTAGE_KEY = "sweep:outage"
FULL_SWEEP_KEY, _FULL_SWEEP_INTERVAL = "sweep:whole", 3600
_RECENT_PERIOD = dt.timedelta(days=3)
_COMPLETED_MODELS = (Enrolment, ProgrammeEnrolment)


def _select_completions_to_issue(model: Any) -> QuerySet[Any]:
    waiting = model.objects.completed().filter(certificates=None, is_certified=True)
    return waiting.order_by("completed_at")


def select_certificates_to_seal() -> QuerySet[Certificate]:
    """Select unsealed certificates with tries left, oldest first."""
    # Fresh ones of a batch are left to its worker, which seals directly after issuing.
    fresh = Q(award_key__startswith="batch:", issued_at__gt=timezone.now() - CLAIM_DURATION)
    waiting = Certificate.objects.unsealed().filter(tries__lt=MAX_TRIES)
    return waiting.exclude(fresh).order_by("issued_at")


def run_sweep() -> None:
    """Issue and seal what waits; one row that fails does not hold up the others."""
    for enrolment in _pick_completions_to_issue():
        _attempt_work(issue_certificate, enrolment)
    for certificate in select_certificates_to_seal()[:_BATCH_SIZE]:
        if cache.get(_OUTAGE_KEY):
            break
        _attempt_work(seal_certificate, certificate)
    for statement in YearStatement.objects.unsealed().filter(tries__lt=MAX_TRIES)[:_BATCH_SIZE]:
        if cache.get(_OUTAGE_KEY):
            break
        _attempt_work(seal_statement, statement)
    requeue_stalled_batches()
    requeue_stalled_statements()


def _pick_completions_to_issue() -> list[Any]:
    """Return what to issue next, without what failed within the last hour."""
    waiting = [_select_completions_to_issue(model) for model in _COMPLETED_MODELS]
    # Looking through all enrolments takes longer with each, so that is done once an hour.
    is_whole = cache.add(FULL_SWEEP_KEY, True, _FULL_SWEEP_INTERVAL)
    if not is_whole:
        since = timezone.now() - _RECENT_PERIOD
        waiting = [rows.filter(completed_at__gt=since) for rows in waiting]
    rested = (
        one
        for one in chain.from_iterable(rows.iterator() for rows in waiting)
        if not cache.get(_build_pause_key(issue_certificate, one))
    )
    # Read to the end before anything is written: SQLite refuses a write behind an open reading.
    found = list(islice(rested, _BATCH_SIZE))
    # There may be more: the next sweep looks through all of them again.
    if is_whole and len(found) == _BATCH_SIZE:
        cache.delete(FULL_SWEEP_KEY)
    return found


def _build_pause_key(action: Callable[[Any], Any], row: Any) -> str:
    return f"sweep:{action.__name__}:{row._meta.model_name}:{row.pk}"


def _attempt_work(action: Callable[[Any], Any], row: Any) -> None:
    """Do it; pause the row after a failure, and every row after an outage."""
    pause, claim = _build_pause_key(action, row), f"{_build_pause_key(action, row)}:taken"
    # Two sweeps may run at once; ``add`` lets one of them have the row.
    if cache.get(pause) or not cache.add(claim, True, CLAIM_DURATION.total_seconds()):
        return
    try:
        action(row)
    except OUTAGES as error:  # a key or authority that is away is asked once, not for every row
        logger.error("%s of %s waits: %r", action.__name__, row.pk, error)
        cache.set(_OUTAGE_KEY, True, _OUTAGE_PAUSE)
    except Exception as error:  # the next row has nothing to do with this one's trouble
        logger.error("%s of %s failed: %r", action.__name__, row.pk, error)
        cache.set(pause, True, _FAILURE_PAUSE)
    finally:
        cache.delete(claim)
