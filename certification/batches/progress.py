"""Counts how far a batch is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from certification.models import Batch, BatchLine


@dataclass(frozen=True)
class BatchCounts:
    """``total`` people: sealed, issued but not sealed yet, failed for good, waiting."""

    total: int
    sealed: int
    issued: int
    failed: int

    @property
    def waiting(self) -> int:
        return self.total - self.sealed - self.issued - self.failed

    @property
    def percent(self) -> int:
        return 100 * (self.sealed + self.failed) // self.total if self.total else 0


def count_batch_lines(batch: Batch) -> BatchCounts:
    failed = Q(pk__in=BatchLine.objects.failed(timezone.now()).filter(batch=batch).values("pk"))
    counted = batch.lines.aggregate(
        total=Count("pk"),
        sealed=Count("pk", filter=~Q(done_at=None)),
        failed=Count("pk", filter=failed),
        issued=Count("pk", filter=~Q(certificate=None) & Q(done_at=None) & ~failed),
    )
    return BatchCounts(**counted)
