"""Tells the worker that a row waits. A hint only: the sweep finds the row without it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)
_is_paused = ContextVar("is_quiet", default=False)


def enqueue(task: str, primary_key: int) -> None:
    """Send the task now; a broker that does not answer is logged, never raised."""
    if _is_paused.get():
        return
    try:
        current_app.send_task(task, args=[primary_key], retry=False, ignore_result=True)
    except Exception as error:  # every broker fails in its own way
        logger.warning("%s(%s) waits for the sweep: %r", task, primary_key, error)


def enqueue_on_commit(task: str, primary_key: int) -> None:
    transaction.on_commit(lambda: enqueue(task, primary_key), robust=True)


@contextmanager
def paused() -> Iterator[None]:
    """For whoever does the waiting work at once, thousands of rows in a row."""
    token = _is_paused.set(True)
    try:
        yield
    finally:
        _is_paused.reset(token)
