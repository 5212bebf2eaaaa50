"""Tells the Celery worker that a row waits; sweeps find the rows whose task was lost."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)
# A context variable, so that only the thread that paused the queue sends nothing.
_is_paused = ContextVar("is_paused", default=False)


def enqueue(task: str, primary_key: int) -> None:
    """Send the task now. A broker that does not answer is logged, never raised."""
    if _is_paused.get():
        return
    try:
        current_app.send_task(task, args=[primary_key], retry=False, ignore_result=True)
    # Broad: every broker fails in its own way, and the sweep finds the row.
    except Exception as error:
        logger.warning("%s(%s) waits for the sweep: %r", task, primary_key, error)


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
