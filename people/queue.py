"""Tells the Celery worker that a row waits; sweeps find the rows whose task was lost.

A worker claims a row for a minute, and renews that while it lives.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any, Generic, TypeVar

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from kombu import Connection
from kombu.pools import producers

from people.circuit import Circuit

_RowT = TypeVar("_RowT")
_ResultT = TypeVar("_ResultT")

logger = logging.getLogger(__name__)
# A context variable, so that only the thread that paused the queue sends nothing.
_is_paused = ContextVar("is_paused", default=False)
_circuit = Circuit("the broker")
# People wait for a request, so it gives up long before a worker would: after these seconds, and
# without kombu's own retries, between which it sleeps for two and four.
_IMPATIENT = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "max_retries": 0}

# Who waits for a worker that was killed waits no longer than this and a sweep.
CLAIM_DURATION = dt.timedelta(seconds=60)
# Many times within it: neither a slow database nor a busy machine takes a row away.
_CLAIM_RENEWED_EVERY = 10  # seconds
# What failed by itself, as in an outage, is not tried again at once, else its tries are soon over.
_NEXT_TRY = dt.timedelta(minutes=10)


def broker_for_requests() -> Connection:
    """Return a connection to the broker, not yet opened, that does not wait for one that hangs."""
    return current_app.connection_for_write(transport_options=_IMPATIENT)


def enqueue(task: str, primary_key: int) -> None:
    """Send the task now. If the broker does not answer, the sweep finds the row."""
    if not _is_paused.get():
        try_to_enqueue(task, primary_key)


def try_to_enqueue(task: str, *arguments: int | str) -> bool:
    """Send the task now and return whether the broker took it; a failure is logged, not raised."""
    if _circuit.is_open:
        return False
    try:
        with producers[broker_for_requests()].acquire(block=True, timeout=1) as producer:
            current_app.send_task(
                task, args=list(arguments), producer=producer, retry=False, ignore_result=True
            )
    # Broad: every broker fails in its own way, and the caller has another.
    except Exception as error:
        _circuit.trip(error)
        # Without the arguments, which may hold somebody's address.
        logger.warning("The broker did not take %s: %r", task, error)
        return False
    return True


def enqueue_on_commit(task: str, primary_key: int) -> None:
    """Send the task once the transaction is committed, when the worker can see the row."""
    # Robust: the row is committed, so no failure of the queue may fail the request.
    transaction.on_commit(lambda: enqueue(task, primary_key), robust=True)


@contextmanager
def paused() -> Iterator[None]:
    """Send no tasks in the block, whose caller does the work of thousands of rows itself."""
    token = _is_paused.set(True)
    try:
        yield
    finally:
        _is_paused.reset(token)


@dataclass(frozen=True)
class SweepResult(Generic[_ResultT]):
    """What came of the rows of a sweep, and how many of them failed."""

    results: list[_ResultT]
    failed: int


def sweep_rows(
    rows: Iterable[_RowT],
    work: Callable[[_RowT], _ResultT],
    *,
    outages: tuple[type[Exception], ...] = (),
) -> SweepResult[_ResultT]:
    """Do the work of each row; one that fails is logged, found again next time, and holds up none.

    ``outages`` are failures of other servers, at which nobody need look.
    """
    results, failed = [], 0
    # Read to the end before anything is written: SQLite refuses a write behind an open reading.
    for row in list(rows):
        try:
            results.append(work(row))
        except outages as error:
            failed += 1
            logger.warning("%s waits for its next try: %r", _name_failed_row(row), error)
        except Exception as error:
            if _is_database_away(error):
                raise
            failed += 1
            name = getattr(work, "__qualname__", work)
            logger.exception("%s failed at %s; the others go on", name, _name_failed_row(row))
    return SweepResult(results, failed)


def sweep_pieces(
    keys: Sequence[_RowT], work: Callable[[Sequence[_RowT]], _ResultT], *, size: int
) -> SweepResult[_ResultT]:
    """Do the work of so many keys at a time; of a piece that fails each is tried alone."""
    results, failed = [], 0
    for start in range(0, len(keys), size):
        piece = keys[start : start + size]
        try:
            results.append(work(piece))
        except Exception as error:
            if _is_database_away(error):
                raise
            alone = sweep_rows([[key] for key in piece], work)
            results += alone.results
            failed += alone.failed
    return SweepResult(results, failed)


def _is_database_away(error: Exception) -> bool:
    # Then no row is to blame, and the next sweep begins with the first.
    return isinstance(error, OperationalError | InterfaceError) and not connection.is_usable()


def _name_failed_row(row: object) -> str:
    # Never the row in words: those may be somebody's name.
    return f"{row._meta.label} {row.pk}" if isinstance(row, Model) else repr(row)


@contextmanager
def keep_claim(rows: QuerySet[Any]) -> Iterator[None]:
    """Keep ``claimed_until`` of the rows in the block, one long step, while this process lives.

    ``rows`` are those that are this worker's still; who fails leaves them for a later try.
    """
    is_over = Event()
    # A thread ends with its process, however that ends; it has a connection of its own.
    thread = Thread(target=_renew_claim, args=(rows, is_over), daemon=True)
    thread.start()
    try:
        yield
    except Exception:
        _end_thread(thread, is_over)
        with suppress(DatabaseError):
            _extend_claim(rows, _NEXT_TRY)
        raise
    finally:
        _end_thread(thread, is_over)


def _renew_claim(rows: QuerySet[Any], is_over: Event) -> None:
    # No longer than a task may run: a worker of threads ends none that hangs.
    for _ in range(int(settings.CELERY_TASK_TIME_LIMIT / _CLAIM_RENEWED_EVERY)):
        if is_over.wait(_CLAIM_RENEWED_EVERY):
            return
        try:
            # It may answer the next time; who was taken over meanwhile notices at the end.
            with suppress(DatabaseError):
                _extend_claim(rows, CLAIM_DURATION)
        finally:
            connection.close()


def _extend_claim(rows: QuerySet[Any], duration: dt.timedelta) -> None:
    rows.update(claimed_until=timezone.now() + duration)


def _end_thread(thread: Thread, is_over: Event) -> None:
    is_over.set()
    thread.join()
