"""Supervises the processes of one machine: starts, restarts within a budget, stops all.

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
from dataclasses import dataclass, field
from typing import Any

PR_SET_PDEATHSIG = 1  # from <linux/prctl.h>
BUDGET, WINDOW = 5, 60.0  # restarts allowed within so many seconds
GRACE = 15.0  # seconds between SIGTERM and SIGKILL


def _die_with_parent() -> None:
    """Run in a new child: lead a session, and end when the supervisor ends in any way."""
    os.setsid()  # Ctrl-C reaches the supervisor only, which then stops its children in order
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One process and the times of its starts."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.starts = [at for at in self.starts if at > time.monotonic() - WINDOW]
        self.starts.append(time.monotonic())
        self.process = subprocess.Popen(self.command, preexec_fn=_die_with_parent)  # noqa: S603

    @property
    def ended(self) -> int | None:
        """Return the exit status, or None while it runs."""
        return self.process.poll() if self.process else None

    @property
    def spent(self) -> bool:
        """Return whether the restart budget is used up."""
        return len(self.starts) > BUDGET

    def signal(self, number: int) -> None:
        if self.process and self.process.poll() is None:
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
        """Supervise until told to stop (0) or until a child keeps failing (1)."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        for child in self.children:
            child.start()
        failed = None
        while not self.stopping and not failed:
            time.sleep(0.25)  # seconds: short enough for Ctrl-C, long enough to cost nothing
            self.announce()
            failed = self.restart_ended()
        self.shut_down()
        return 1 if failed else 0

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
                print(self.banner, flush=True)

    def restart_ended(self) -> Child | None:
        """Start ended children again. Return the child whose budget is spent, if any."""
        for child in self.children:
            if child.ended is None or self.stopping:
                continue
            print(f"{child.name} ended with status {child.ended}.", file=sys.stderr, flush=True)
            if child.spent:
                print(f"{child.name} keeps failing; giving up.", file=sys.stderr, flush=True)
                return child
            child.start()
        return None

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


def main(configuration: str) -> int:
    """Supervise what the JSON names: ``children`` (name → command), ``address``, ``banner``."""
    told = json.loads(configuration)
    children = [Child(name, command) for name, command in told["children"].items()]
    return Supervisor(children, tuple(told["address"]), told["banner"]).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
