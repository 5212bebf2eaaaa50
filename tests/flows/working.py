"""Real workers for tests: started ready, ended or killed with everything they started."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.db import connection


def database_url() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"


@contextmanager
def worker(
    broker: str, folder: Path, *, pool: str = "threads", concurrency: int = 1, heard: bool = True
) -> Iterator[subprocess.Popen]:
    """A worker without a schedule: it hears messages, and sweeps once, at its start.

    It has answered, unless ``heard`` is false: asking takes a second, in which it works.
    """
    told = {
        "CELERY_BROKER_URL": broker,
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(folder),
        "LMS_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
    }
    command = [sys.executable, "-m", "celery", "-A", "lms", "worker", "--pool", pool]
    process = subprocess.Popen(
        [*command, "--concurrency", str(concurrency), "--loglevel", "WARNING"],
        cwd=settings.BASE_DIR,
        env={**os.environ, **told},
        start_new_session=True,
    )
    try:
        if heard:
            wait_for(lambda: current_app.control.ping(timeout=1))
        yield process
    finally:
        kill_all(process)


def kill_all(process: subprocess.Popen) -> None:
    """The worker with its children, as a machine that loses its power."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def children_of(process: subprocess.Popen) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(number) for number in listed.read_text().split()]


def forget_connections() -> None:
    current_app.amqp._producer_pool = None
    current_app._pool = None


def wait_for(condition: Callable, seconds: float = 60):
    """What the condition returns once it is true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.1)
    raise TimeoutError(f"no {condition.__name__}")
