"""Supervises the processes of one machine: starts, starts again, stops all.

Standard library only, and run as a file, so that it stays small in memory: decision 0002.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

PR_SET_PDEATHSIG = 1  # from <linux/prctl.h>
WINDOW = 60.0  # seconds; a child that ran longer starts with a clean slate
BUDGET = 5  # failures in a row before the web server has answered for the first time
LONGEST_PAUSE = 30.0  # seconds before a child that keeps failing is started again
# Seconds; a worker tells every two that it lives. One that waits for a Redis that hangs takes ten
# to come back by itself.
SILENCE = 20.0
START = 120.0  # seconds that a start may take on a slow machine before the first such sign
GRACE = 15.0  # seconds between SIGTERM and SIGKILL
_OUTPUT, _ERRORS = 1, 2  # file descriptors


def _die_with_parent() -> None:
    """Run in a new child: lead a session, and end when the supervisor ends in any way."""
    os.setsid()  # Ctrl-C reaches the supervisor only, which then stops its children in order
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One process; when it began, failed and last told that it lives."""

    name: str
    command: list[str]
    is_watched: bool = False  # it speaks the protocol of systemd's watchdog: ops.heartbeats
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started_at: float = 0.0
    heard_at: float | None = None
    due_at: float | None = None  # when it is started again
    notifier: socket.socket | None = field(default=None, repr=False)

    def start(self) -> None:
        self.started_at, self.heard_at, self.due_at = time.monotonic(), None, None
        environment = {k: v for k, v in os.environ.items() if k != "NOTIFY_SOCKET"}
        if self.is_watched:
            environment["NOTIFY_SOCKET"] = self.listen()
        self.process = subprocess.Popen(  # noqa: S603
            self.command, preexec_fn=_die_with_parent, env=environment
        )

    def listen(self) -> str:
        """Open a fresh socket, so that nothing of an earlier process is heard; return its name."""
        if self.notifier:
            self.notifier.close()
        # An abstract name is gone with its socket: no file is left behind by a kill.
        name = f"pyinnya-{os.getpid()}-{self.name}-{self.started_at}"
        self.notifier = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notifier.setblocking(False)
        self.notifier.bind(f"\0{name}")
        return f"@{name}"

    def hear(self) -> None:
        with suppress(BlockingIOError):
            while self.notifier and self.notifier.recv(256):
                self.heard_at = time.monotonic()

    @property
    def ended(self) -> int | None:
        """Return the exit status, or None while it runs."""
        return self.process.poll() if self.process else None

    @property
    def is_silent(self) -> bool:
        """Return whether a watched child hangs, or never came to work."""
        if not self.is_watched:
            return False
        if self.heard_at is None:
            return time.monotonic() - self.started_at > START
        return time.monotonic() - self.heard_at > SILENCE

    def plan_start(self) -> float:
        """Note a failure; return the seconds until the next start, longer after each in a row."""
        ran = time.monotonic() - self.started_at
        self.failures = 1 if ran > WINDOW else self.failures + 1
        pause = min(2.0 ** (self.failures - 2), LONGEST_PAUSE) if self.failures > 1 else 0.0
        self.due_at = time.monotonic() + pause
        return pause

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        if self.process:
            self.process.wait()

    def signal(self, number: int) -> None:
        """Signal all of its processes, also those left behind by one that has ended."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)  # Celery and gunicorn start processes too


@dataclass
class Supervisor:
    """The children, the address they serve, and the banner to print once it answers."""

    children: list[Child]
    address: tuple[str, int]
    banner: str
    stopping: bool = False
    announced: bool = False

    def run(self) -> int:
        """Supervise until told to stop (0), or until it is clear that nothing starts here (1)."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        for child in self.children:
            child.start()
        is_hopeless = False
        while not self.stopping and not is_hopeless:
            time.sleep(0.25)  # seconds: short enough for Ctrl-C, long enough to cost nothing
            self.announce()
            is_hopeless = any(self.look_after(child) for child in self.children)
        self.shut_down()
        return 1 if is_hopeless else 0

    def stop(self, *_: Any) -> None:
        self.stopping = True

    def announce(self) -> None:
        """Print the banner once, when the web server accepts connections."""
        if self.announced:
            return
        with socket.socket() as probe:
            probe.settimeout(0.2)  # seconds; the next round asks again
            if probe.connect_ex(self.address) == 0:
                self.announced = True
                _print_news(self.banner, _OUTPUT)

    def look_after(self, child: Child) -> bool:
        """Start a child again that has ended or hangs. Return whether there is no hope for it.

        One never takes the others down: while the worker fails, people go on learning. Only what
        has never served anybody gives up, for somebody sits before it.
        """
        if self.stopping:
            return False
        if child.due_at is not None:
            if time.monotonic() >= child.due_at:
                self.start_again(child)
            return False
        child.hear()
        if child.ended is None and child.is_silent:
            _print_news(f"{child.name} tells nothing any more and is killed.")
            child.kill()
        return child.ended is not None and self.plan_start(child)

    def start_again(self, child: Child) -> None:
        try:
            child.start()
        except OSError as error:
            # No process to be had, or its program is being replaced: the one before it still
            # counts as ended, and the next round plans another start.
            _print_news(f"{child.name} cannot be started: {error}")

    def plan_start(self, child: Child) -> bool:
        """Plan to start a child that has ended. Return whether it is given up instead."""
        child.signal(signal.SIGKILL)  # its own children, which would hold port and queue
        pause = child.plan_start()
        if not self.announced and child.failures > BUDGET:
            _print_news(
                f"{child.name} ended with status {child.ended} and keeps failing; giving up."
            )
            return True
        _print_news(
            f"{child.name} ended with status {child.ended}; it starts again in {pause:.0f} s."
        )
        return False

    def shut_down(self) -> None:
        """Ask every child to end, and kill those that take longer than the grace period."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        for child in self.children:
            try:
                if child.process:
                    child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.signal(signal.SIGKILL)


def _print_news(words: str, stream: int = _ERRORS) -> None:
    # Without an error, and without a buffer that would raise it later: where a full disk takes no
    # words, the processes still count.
    with suppress(OSError):
        os.write(stream, f"{words}\n".encode())


def main(configuration: str) -> int:
    """Supervise what the JSON names: ``children``, those ``watched``, ``address``, ``banner``."""
    told = json.loads(configuration)
    children = [
        Child(name, command, is_watched=name in told["watched"])
        for name, command in told["children"].items()
    ]
    return Supervisor(children, tuple(told["address"]), told["banner"]).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
