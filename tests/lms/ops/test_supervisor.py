"""The supervisor, with real processes."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from lms.ops import supervisor

pytestmark = pytest.mark.slow

SLEEPER = (
    "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(600)"
)
PARENT = (
    "import subprocess, sys;"
    f" subprocess.Popen([sys.executable, '-c', {SLEEPER!r}, sys.argv[1]]); {SLEEPER}"
)
BEATER = """
import os, socket, sys, time
open(sys.argv[1], "a").write(f"{os.getpid()}\\n")
with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notifier:
    while True:
        notifier.sendto(b"WATCHDOG=1", os.environ["NOTIFY_SOCKET"].replace("@", "\\0"))
        time.sleep(0.2)
"""
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
    """Start the supervisor over these programs; returns it and what each of them told."""
    started = []

    def start(*programs: str, port: int = 9, watched: tuple = (), output=None, **limits: float):
        told = [tmp_path / str(number) for number in range(len(programs))]
        children = {
            path.name: [sys.executable, "-c", program, str(path)]
            for program, path in zip(programs, told, strict=True)
        }
        configuration = {
            "children": children,
            "watched": watched,
            "address": ["127.0.0.1", port],
            "banner": "",
        }
        set_limits = "".join(f"supervisor.{name} = {value}\n" for name, value in limits.items())
        program = f"import sys\nfrom lms.ops import supervisor\n{set_limits}"
        run = f"{program}sys.exit(supervisor.main(sys.argv[1]))"
        command = [sys.executable, "-c", run, json.dumps(configuration)]
        process = subprocess.Popen(command, stdout=output, stderr=output)
        started.append(process)
        return process, *told

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


def test_it_starts_a_child_again_while_a_full_disk_takes_no_word_of_it(supervise):
    with open("/dev/full", "w") as full:
        process, told = supervise(SLEEPER, output=full)
        assert wait_until(lambda: len(pids(told)) == 1)
        os.kill(pids(told)[0], signal.SIGKILL)
        assert wait_until(lambda: len(pids(told)) == 2)
    process.terminate()
    assert process.wait(20) == 0


def test_a_child_that_cannot_be_started_now_is_tried_again(tmp_path):
    """As while packages are installed anew, or when no process is to be had."""
    ended = subprocess.Popen(["true"])
    ended.wait()
    child = supervisor.Child("worker", [str(tmp_path / "away")], process=ended, due_at=0)
    service = supervisor.Supervisor([child], ("127.0.0.1", 9), "", announced=True)
    service.look_after(child)
    service.look_after(child)
    assert child.due_at is not None


def test_what_a_killed_child_had_started_is_ended_before_it_starts_again(supervise):
    _, told = supervise(PARENT)
    assert wait_until(lambda: len(pids(told)) == 2)
    child, grandchild = pids(told)
    os.kill(child, signal.SIGKILL)
    assert wait_until(lambda: len(pids(told)) == 4)
    assert not is_alive(grandchild)


def test_a_service_that_never_answered_gives_up_where_a_child_keeps_failing(supervise):
    process, told = supervise(FAILER, LONGEST_PAUSE=0.1)
    assert process.wait(30) == 1
    assert len(told.read_text().split()) == supervisor.BUDGET + 1


def test_a_worker_that_keeps_failing_never_takes_the_web_down(supervise):
    with socket.socket() as web:
        web.bind(("127.0.0.1", 0))
        web.listen()
        process, sleeper, failer = supervise(
            SLEEPER, FAILER, port=web.getsockname()[1], LONGEST_PAUSE=0.1
        )
        assert wait_until(lambda: len(pids(sleeper)) == 1 and failer.exists())
        assert wait_until(lambda: len(failer.read_text().split()) > 2 * supervisor.BUDGET)
    assert process.poll() is None
    assert len(pids(sleeper)) == 1
    assert is_alive(pids(sleeper)[0])


def test_the_pause_before_a_start_grows_with_each_failure_in_a_row(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: now[0])
    child = supervisor.Child("worker", [])
    child.started_at = 1000.0
    assert [child.plan_start() for _ in range(8)] == [0, 1, 2, 4, 8, 16, 30, 30]
    now[0] += supervisor.WINDOW + 1
    assert child.plan_start() == 0


def test_a_watched_child_that_falls_silent_is_started_again(supervise):
    _, told = supervise(BEATER, watched=("0",), SILENCE=1.5)
    assert wait_until(lambda: len(pids(told)) == 1)
    first = pids(told)[0]
    time.sleep(2.5)  # longer than the silence that is allowed
    assert pids(told) == [first]
    os.kill(first, signal.SIGSTOP)
    assert wait_until(lambda: len(pids(told)) == 2)
    assert not is_alive(first)


def test_a_watched_child_that_never_comes_to_work_is_started_again(supervise):
    _, told = supervise(SLEEPER, watched=("0",), START=1)
    assert wait_until(lambda: len(pids(told)) >= 2)
