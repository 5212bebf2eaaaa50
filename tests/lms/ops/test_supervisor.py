"""The supervisor, with real processes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lms.ops import supervisor

SLEEPER = (
    "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(600)"
)
FAILER = "import sys; open(sys.argv[1], 'a').write('x\\n'); sys.exit(3)"


def wait_until(condition: Callable[[], bool], seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def pids(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()] if path.exists() else []


@pytest.fixture
def supervise(tmp_path):
    started = []

    def start(program: str) -> tuple[subprocess.Popen, Path]:
        told = tmp_path / "told"
        child = [sys.executable, "-c", program, str(told)]
        configuration = {"children": {"child": child}, "address": ["127.0.0.1", 9], "banner": ""}
        process = subprocess.Popen(
            [sys.executable, supervisor.__file__, json.dumps(configuration)]
        )
        started.append(process)
        return process, told

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_child_outlives_the_supervisor(supervise, number):
    process, told = supervise(SLEEPER)
    assert wait_until(lambda: len(pids(told)) == 1)
    process.send_signal(number)
    process.wait(20)
    assert wait_until(lambda: not is_alive(pids(told)[0]))


def test_a_killed_child_is_started_again(supervise):
    _, told = supervise(SLEEPER)
    assert wait_until(lambda: len(pids(told)) == 1)
    os.kill(pids(told)[0], signal.SIGKILL)
    assert wait_until(lambda: len(pids(told)) == 2)


def test_a_child_that_keeps_failing_ends_the_service(supervise):
    process, told = supervise(FAILER)
    assert process.wait(30) == 1
    assert len(told.read_text().split()) == supervisor.BUDGET + 1
