"""A web server with a process of its own on the bench's database, asked by who is signed in."""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings

from people.models import Person
from tests.faults.material import sign_in
from tests.faults.service.stack import children_of
from tests.flows.working import database_url
from tests.web_server import free_port, serving

_PIECE = 1 << 16


@dataclass(frozen=True)
class Answer:
    """When the first byte and the last one came, in seconds, and how many lines there were."""

    first: float
    last: float
    lines: int


@dataclass(frozen=True)
class Server:
    port: int
    pid: int  # of the process that answers

    def ask(self, person: Person, path: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=600)
        key = sign_in(person)
        began = time.perf_counter()
        connection.request(
            "GET", path, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"}
        )
        answer = connection.getresponse()
        assert answer.status == 200, (path, answer.status)
        lines, first = 0, 0.0
        while piece := answer.read1(_PIECE):
            first = first or time.perf_counter() - began
            lines += piece.count(b"\n")
        connection.close()
        return Answer(first, time.perf_counter() - began, lines)

    def time_answers(self, person: Person, path: str, times: int) -> tuple[float, float]:
        """Return the milliseconds of the middle answer and of the slowest of twenty."""
        self.ask(person, path)
        took = sorted(self.ask(person, path).last * 1000 for _ in range(times))
        return statistics.median(took), took[int(times * 0.95) - 1]

    def measure_peak(self) -> float:
        """Return the most memory that it ever had, in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1000


@contextmanager
def serving_bench() -> Iterator[Server]:
    """One process with two threads, as small offices have it."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pid"
        command = [sys.executable, "-m", "gunicorn", "lms.wsgi", "--bind", f"127.0.0.1:{port}"]
        command += ["--threads", "2", "--pid", str(file), "--timeout", "600"]
        told = {"DATABASE_URL": database_url(), "SITE_URL": f"http://127.0.0.1:{port}"}
        with serving([*command, "--log-level", "warning"], port, **told):
            yield Server(port, children_of(int(file.read_text()))[0])
