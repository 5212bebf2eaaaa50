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

from certification.batches.files import remove_old_files
from certification.batches.worker import CLAIM, wake_batches
from certification.issuing.issue import issue_certificate
from certification.models import Certificate
from certification.sealing.seal import OUTAGES, seal_certificate
from courses.models import Enrolment
from courses.progress.completion import complete_finished_enrolments
from courses.quizzes.attempts import close_overdue_attempts

log = logging.getLogger(__name__)
BATCH = 50
MOST_TRIES = 5
REST_AFTER_FAILURE = 3600
REST_IN_OUTAGE = 300
OUTAGE = "sweep:outage"
WHOLE, WHOLE_EVERY = "sweep:whole", 3600
OF_LATE = dt.timedelta(days=3)


def waiting_for_certificate() -> QuerySet[Enrolment]:
    return Enrolment.objects.completed().filter(certificates=None).order_by("completed_at")


def waiting_for_seal() -> QuerySet[Certificate]:
    """Of batches only what was left behind: what is fresh, the batch's worker seals at once."""
    fresh = Q(occasion__startswith="batch:", issued_at__gt=timezone.now() - CLAIM)
    waiting = Certificate.objects.unsealed().filter(tries__lt=MOST_TRIES)
    return waiting.exclude(fresh).order_by("issued_at")


def given_up() -> QuerySet[Certificate]:
    """Dead letters, for an operator to see: unsealed after the last try."""
    return Certificate.objects.unsealed().filter(tries__gte=MOST_TRIES)


def sweep() -> None:
    """Mark, complete, issue and seal what waits; one that fails never holds up the others."""
    close_overdue_attempts()
    complete_finished_enrolments()
    for enrolment in next_to_issue():
        attempt(issue_certificate, enrolment)
    for certificate in waiting_for_seal()[:BATCH]:
        if cache.get(OUTAGE):
            break
        attempt(seal_certificate, certificate)
    wake_batches()
    remove_old_files()


def next_to_issue() -> list[Enrolment]:
    """Without those that failed of late: however many they are, others have their turn.

    Once an hour all enrolments are looked through, in between those completed of late: all
    take longer with each. Read to the end before anything is written, for SQLite writes
    nothing behind an old reading.
    """
    waiting, is_whole = waiting_for_certificate(), cache.add(WHOLE, True, WHOLE_EVERY)
    if not is_whole:
        waiting = waiting.filter(completed_at__gt=timezone.now() - OF_LATE)
    rested = (
        one for one in waiting.iterator() if not cache.get(resting_key(issue_certificate, one))
    )
    found = list(islice(rested, BATCH))
    if is_whole and len(found) == BATCH:
        cache.delete(WHOLE)
    return found


def resting_key(act: Callable[[Any], Any], row: Any) -> str:
    return f"sweep:{act.__name__}:{row.pk}"


def attempt(act: Callable[[Any], Any], row: Any) -> None:
    """Do it; after a failure leave the row alone for an hour, after an outage all of them a while.

    Two sweeps at once do not take the same row. A key or an authority that is away is
    asked once, not once for every certificate.
    """
    resting, taken = resting_key(act, row), f"{resting_key(act, row)}:taken"
    if cache.get(resting) or not cache.add(taken, True, CLAIM.total_seconds()):
        return
    try:
        act(row)
    except OUTAGES as error:
        log.error("%s of %s waits: %r", act.__name__, row.pk, error)
        cache.set(OUTAGE, True, REST_IN_OUTAGE)
    except Exception as error:  # the next row has nothing to do with this one's trouble
        log.error("%s of %s failed: %r", act.__name__, row.pk, error)
        cache.set(resting, True, REST_AFTER_FAILURE)
    finally:
        cache.delete(taken)
