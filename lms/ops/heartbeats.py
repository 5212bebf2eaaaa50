"""Tells that worker and scheduler are at work: to whoever restarts them, and to monitoring.

Only a process that hears messages beats: one that has ended, hangs, or has lost the broker for
good falls silent, and only silence shows the last two.
"""

from __future__ import annotations

import logging
import socket
from datetime import timedelta
from time import monotonic

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from lms.models import Heartbeat

logger = logging.getLogger(__name__)
_PARTS = ("worker", "scheduler")
_WRITTEN_EVERY = 10.0  # seconds between rows; a worker beats every two
_NOTIFIED_EVERY = 1.0  # seconds between words to the watchdog; a scheduler ticks in bursts
_SILENT_AFTER = 60.0  # seconds; a scheduler sleeps up to 30
_beats: dict[str, float] = {}  # of this process: when each of its parts beat
_written: dict[str, float] = {}
_notified: dict[str, float] = {}


def record_beat(part: str) -> None:
    """Say that the part of this process lives: now to its watchdog, in turn to the database."""
    now = _beats[part] = monotonic()
    # A worker that lost the thread of its schedule is restarted too.
    alive = all(now - at < _SILENT_AFTER for at in _beats.values())
    if alive and now - _notified.get(part, -_NOTIFIED_EVERY) >= _NOTIFIED_EVERY:
        _notified[part] = now
        _notify_watchdog()
    if now - _written.get(part, -_WRITTEN_EVERY) >= _WRITTEN_EVERY:
        _written[part] = now
        _write_beat(part)


def _notify_watchdog() -> None:
    """Send what systemd expects of ``Type=notify`` with ``WatchdogSec``; our supervisor too."""
    address = settings.NOTIFY_SOCKET
    if not address:
        return
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notifier:
            # A full buffer must not hold the worker up: the next beat comes in two seconds.
            notifier.setblocking(False)
            # "@" stands for the NUL before an abstract name: sd_notify(3).
            notifier.sendto(b"READY=1\nWATCHDOG=1", address.replace("@", "\0", 1))
    except BlockingIOError:
        pass  # it has not read yet what it was told before
    except OSError as error:
        logger.warning("the watchdog at %s does not hear: %r", address, error)


def _write_beat(part: str) -> None:
    try:
        Heartbeat.objects.bulk_create(  # one statement, and no signals for a clock that ticks
            [Heartbeat(part=part, at=timezone.now())],
            update_conflicts=True,
            unique_fields=["part"],
            update_fields=["at"],
        )
    except DatabaseError as error:  # the next beat is written; the worker must not end by this
        logger.warning("the heartbeat of the %s was not written: %r", part, error)
    finally:
        # Open, it would be inherited by the next child that the worker forks.
        connection.close()


def measure_silence() -> dict[str, float]:
    """Return the seconds since the last beat of each part; infinite where none ever came."""
    now, at = timezone.now(), dict(Heartbeat.objects.values_list("part", "at"))
    return {
        part: max((now - at[part]) / timedelta(seconds=1), 0) if part in at else float("inf")
        for part in _PARTS
    }


def find_silence(part: str) -> list[str]:
    """Return a sentence where the part has been silent for too long."""
    silence = measure_silence()[part]
    return [f"no sign of life for {silence:.0f} s"] if silence > _SILENT_AFTER else []
