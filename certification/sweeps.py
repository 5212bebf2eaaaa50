"""Finds what waits for a certificate or a seal, whatever became of the messages about it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from itertools import islice
from typing import Any

from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.utils import timezone

from certification.batches.files import delete_expired_files
from certification.batches.worker import CLAIM_DURATION, requeue_stalled
from certification.issuing.issue import issue_certificate
from certification.models import Certificate
from certification.sealing.seal import OUTAGES, seal_certificate
from courses.models import Enrolment

logger = logging.getLogger(__name__)
_BATCH_SIZE = 50
MAX_TRIES = 5
_FAILURE_PAUSE = 3600
_OUTAGE_PAUSE = 300
_OUTAGE_KEY = "sweep:outage"
FULL_SWEEP_KEY, _FULL_SWEEP_INTERVAL = "sweep:whole", 3600
_RECENT_PERIOD = dt.timedelta(days=3)


def _select_enrolments_to_issue() -> QuerySet[Enrolment]:
    return Enrolment.objects.completed().filter(certificates=None).order_by("completed_at")


def select_certificates_to_seal() -> QuerySet[Certificate]:
    """Of batches only what was left behind: what is fresh, the batch's worker seals at once."""
    fresh = Q(award_key__startswith="batch:", issued_at__gt=timezone.now() - CLAIM_DURATION)
    waiting = Certificate.objects.unsealed().filter(tries__lt=MAX_TRIES)
    return waiting.exclude(fresh).order_by("issued_at")


def select_given_up() -> QuerySet[Certificate]:
    """Dead letters, for an operator to see: unsealed after the last try."""
    return Certificate.objects.unsealed().filter(tries__gte=MAX_TRIES)


def run_sweep() -> None:
    """Issue and seal what waits; one that fails never holds up the others."""
    for enrolment in _pick_enrolments_to_issue():
        _attempt_action(issue_certificate, enrolment)
    for certificate in select_certificates_to_seal()[:_BATCH_SIZE]:
        if cache.get(_OUTAGE_KEY):
            break
        _attempt_action(seal_certificate, certificate)
    requeue_stalled()
    delete_expired_files()


def _pick_enrolments_to_issue() -> list[Enrolment]:
    """Without those that failed of late: however many they are, others have their turn.

    Once an hour all enrolments are looked through, in between those completed of late: all
    take longer with each. Read to the end before anything is written, for SQLite writes
    nothing behind an old reading.
    """
    waiting, is_whole = (
        _select_enrolments_to_issue(),
        cache.add(FULL_SWEEP_KEY, True, _FULL_SWEEP_INTERVAL),
    )
    if not is_whole:
        waiting = waiting.filter(completed_at__gt=timezone.now() - _RECENT_PERIOD)
    rested = (
        one
        for one in waiting.iterator()
        if not cache.get(_build_pause_key(issue_certificate, one))
    )
    found = list(islice(rested, _BATCH_SIZE))
    if is_whole and len(found) == _BATCH_SIZE:
        cache.delete(FULL_SWEEP_KEY)
    return found


def _build_pause_key(act: Callable[[Any], Any], row: Any) -> str:
    return f"sweep:{act.__name__}:{row.pk}"


def _attempt_action(act: Callable[[Any], Any], row: Any) -> None:
    """Do it; after a failure leave the row alone for an hour, after an outage all of them a while.

    Two sweeps at once do not take the same row. A key or an authority that is away is
    asked once, not once for every certificate.
    """
    resting, taken = _build_pause_key(act, row), f"{_build_pause_key(act, row)}:taken"
    if cache.get(resting) or not cache.add(taken, True, CLAIM_DURATION.total_seconds()):
        return
    try:
        act(row)
    except OUTAGES as error:
        logger.error("%s of %s waits: %r", act.__name__, row.pk, error)
        cache.set(_OUTAGE_KEY, True, _OUTAGE_PAUSE)
    except Exception as error:  # the next row has nothing to do with this one's trouble
        logger.error("%s of %s failed: %r", act.__name__, row.pk, error)
        cache.set(resting, True, _FAILURE_PAUSE)
    finally:
        cache.delete(taken)
