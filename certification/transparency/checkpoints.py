"""Writes daily checkpoints of the public log: the signed head at the end of each day, chained.

A mirror of them can prove later that the log, or a day of it, was rewritten.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from certification.models import Checkpoint, LogEntry
from certification.transparency import log

_ONE_DAY = dt.timedelta(days=1)


def make_checkpoints(*, at: dt.datetime | None = None) -> list[Checkpoint]:
    """Make the checkpoint of every day that is over and has none; return them.

    Safe to run twice and at once. Raises KeyUnavailable.
    """
    today, made = timezone.localdate(at), []
    while (day := _next_checkpoint_day()) and day < today:
        try:
            with transaction.atomic():
                made.append(_make_checkpoint(day))
        except IntegrityError:
            # Another worker has just made it: the day is unique.
            continue
    return made


def _next_checkpoint_day() -> dt.date | None:
    """Return the day after the last checkpoint, or the day of the first entry."""
    last = Checkpoint.objects.last()
    if last:
        return last.day + _ONE_DAY
    first = LogEntry.objects.first()
    return timezone.localdate(first.logged_at) if first else None


def _make_checkpoint(day: dt.date) -> Checkpoint:
    previous = Checkpoint.objects.filter(day__lt=day).last()
    size = _log_size_after(day, previous.size if previous else 0)
    head = log.build_tree_head(size)
    signed = log.sign_statement(
        {
            **head,
            "day": day.isoformat(),
            "previous": checkpoint_digest(previous) if previous else None,
        }
    )
    body = json.dumps(signed, indent=1) + "\n"
    return Checkpoint.objects.create(day=day, size=size, body=body, made_at=timezone.now())


def _log_size_after(day: dt.date, least: int) -> int:
    """Return the size of the log when the day was over, at least that of the day before."""
    end = timezone.make_aware(dt.datetime.combine(day + _ONE_DAY, dt.time.min))
    rows = LogEntry.objects.filter(logged_at__lt=end)
    last: int | None = rows.aggregate(last=Max("position"))["last"]
    return least if last is None else max(least, last + 1)


def checkpoint_digest(checkpoint: Checkpoint) -> str:
    """Return the SHA-256 of the served bytes, which the next checkpoint names as ``previous``."""
    return hashlib.sha256(checkpoint.body.encode()).hexdigest()


def list_checkpoints(*, after: dt.date | None, most: int) -> list[dict[str, Any]]:
    """Return the checkpoints of the days after one, the oldest first."""
    rows = Checkpoint.objects.all()
    if after:
        rows = rows.filter(day__gt=after)
    return [
        {"day": row.day.isoformat(), "size": row.size, "sha256": checkpoint_digest(row)}
        for row in rows[:most]
    ]
