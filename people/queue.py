"""Tells the Celery worker that a row waits; sweeps find the rows whose task was lost."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from celery import current_app
from django.db import transaction
from kombu import Connection
from kombu.pools import producers

from people.circuit import Circuit

logger = logging.getLogger(__name__)
# A context variable, so that only the thread that paused the queue sends nothing.
_is_paused = ContextVar("is_paused", default=False)
_circuit = Circuit("the broker")
# People wait for a request, so it gives up long before a worker would: after these seconds, and
# without kombu's own retries, between which it sleeps for two and four.
_IMPATIENT = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "max_retries": 0}


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
