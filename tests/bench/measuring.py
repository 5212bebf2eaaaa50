"""Runs two ways of the same work in turn and compares their processor time."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

Work = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """Milliseconds of processor time of this process a run (medians), queries of one run."""

    name: str
    ours: float
    baseline: float
    baseline_name: str
    queries: int

    @property
    def ratio(self) -> float:
        return self.ours / self.baseline


def cpu_ms(work: Work) -> float:
    before = time.process_time()
    work()
    return (time.process_time() - before) * 1000


def queries_of(work: Work) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def compare(name: str, ours: Work, baseline: Work, *, against: str, runs: int = 30) -> Row:
    """Interleave the two so that a slow minute of the machine hits both."""
    queries = queries_of(ours)
    baseline()
    pairs = [(cpu_ms(ours), cpu_ms(baseline)) for _ in range(runs)]
    return Row(
        name,
        statistics.median(one for one, _ in pairs),
        statistics.median(other for _, other in pairs),
        against,
        queries,
    )


def print_table(rows: list[Row]) -> None:
    print(f"{'path':42}{'ms':>9}{'queries':>9}  {'baseline':34}{'ms':>9}{'ratio':>8}")
    for row in rows:
        print(
            f"{row.name:42}{row.ours:9.2f}{row.queries:9}  "
            f"{row.baseline_name:34}{row.baseline:9.2f}{row.ratio:8.2f}"
        )
