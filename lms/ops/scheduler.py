"""Celery's schedule, which tells with each look at it that it still runs."""

from __future__ import annotations

from typing import Any

from celery.beat import PersistentScheduler

from lms.ops.heartbeats import record_beat


class BeatingScheduler(PersistentScheduler):
    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Send what is due; raises where that fails, and then there is no beat."""
        wait: float = super().tick(*args, **kwargs)
        record_beat("scheduler")
        return wait
