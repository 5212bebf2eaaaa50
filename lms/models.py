"""The one row that the service keeps of itself; everything else belongs to an app."""

from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    """Keeps when worker and scheduler last told that they live; written by ops.heartbeats."""

    part = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.part} {self.at:%Y-%m-%d %H:%M:%S}"
