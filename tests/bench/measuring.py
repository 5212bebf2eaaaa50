"""Runs several ways of the same work in turn and compares their processor time."""

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True)
class Aim:
    """What was measured beside the most it may be; without a limit it is only reported."""

    name: str
    measured: float
    limit: float | None = None
    unit: str = ""
    note: str = ""

    @property
    def word(self) -> str:
        if self.limit is None:
            return "–"
        return "met" if self.measured <= self.limit else "MISSED"


def cpu_ms(work: Work) -> float:
    before = time.process_time()
    work()
    return (time.process_time() - before) * 1000


def measure_cpu() -> float:
    """Seconds that this process and, on this machine, its server of PostgreSQL have worked."""
    spent = time.process_time()
    if connection.vendor != "postgresql":
        return spent
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        told = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not told.exists():
        return spent
    user, system = told.read_text().rpartition(")")[2].split()[11:13]
    return spent + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def queries_of(work: Work) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def medians(*works: Work, runs: int = 30) -> list[float]:
    """Milliseconds of each, taken in turn so that a slow minute of the machine hits them all."""
    for work in works:
        work()
    # As a web server's process does once all is loaded: else the collector looks through the
    # bench itself in the middle of a run, which takes longer than the page does.
    gc.collect()
    gc.freeze()
    rounds = [[cpu_ms(work) for work in works] for _ in range(runs)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def compare(name: str, ours: Work, baseline: Work, *, against: str, runs: int = 30) -> Row:
    return Row(name, *medians(ours, baseline, runs=runs), against, queries_of(ours))


def print_table(rows: list[Row]) -> None:
    print(f"{'path':42}{'ms':>9}{'queries':>9}  {'baseline':34}{'ms':>9}{'ratio':>8}")
    for row in rows:
        print(
            f"{row.name:42}{row.ours:9.2f}{row.queries:9}  "
            f"{row.baseline_name:34}{row.baseline:9.2f}{row.ratio:8.2f}"
        )


def print_aims(title: str, aims: Iterable[Aim]) -> None:
    """A line as soon as each is measured: some take minutes."""
    print(f"{title:52}{'aim':>10}{'measured':>11} {'':8}{'':8}")
    for aim in aims:
        most = "" if aim.limit is None else f"{aim.limit:g}"
        line = f"{aim.name:52}{most:>10}{aim.measured:11.3f} {aim.unit:8}{aim.word:8}{aim.note}"
        print(line.rstrip(), flush=True)
