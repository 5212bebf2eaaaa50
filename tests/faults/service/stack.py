"""The service as an operator runs it, with the parts that can fail."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests
from django.conf import settings

from tests.certification.signing_environment import make_machinery
from tests.faults.service.postgresql import PostgreSQL
from tests.flows.working import database_url, wait_for
from tests.services import free_port, require, start_redis

FORMS = ("one-machine", "many-machines")


@dataclass
class Stack:
    """Running processes; ``database`` is None where other tests need it too."""

    form: str
    folder: Path
    port: int
    environment: dict[str, str]
    redis: subprocess.Popen
    database: PostgreSQL | None = None
    supervisor: subprocess.Popen = field(init=False)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", "tests.faults.service.launch", self.form, str(self.port)]

    def start(self) -> subprocess.Popen:
        with open(self.folder / "log", "a") as log:
            return subprocess.Popen(
                self.command,
                env=self.environment,
                cwd=settings.BASE_DIR,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def is_ready(self) -> bool:
        """Return what a monitor would be told of all parts."""
        try:
            return requests.get(f"{self.address}/readyz", timeout=10).status_code == 200
        except requests.RequestException:
            return False

    def is_healthy(self) -> bool:
        """Return whether all parts work and none of them hangs."""
        mine = children_of(self.supervisor.pid)
        return not any(is_stopped(pid) for pid in mine) and self.is_ready()

    def main_process(self, words: str) -> int:
        """Return the process that the supervisor started with these words in its command."""
        found = [pid for pid in children_of(self.supervisor.pid) if words in command_of(pid)]
        return found[0]


def children_of(pid: int) -> list[int]:
    """Return the processes that any thread of this one started."""
    try:
        threads = list(Path(f"/proc/{pid}/task").glob("*/children"))
        return [int(number) for listed in threads for number in listed.read_text().split()]
    except OSError:  # it ended meanwhile
        return []


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def is_stopped(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"
    except OSError:
        return False


def make_environment(form: str, folder: Path, port: int, redis: str) -> dict[str, str]:
    told = {
        "DJANGO_SETTINGS_MODULE": "lms.settings.test",
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(folder),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
        "LMS_DEMO": "1",
        "CACHE_URL": f"{redis}1",
    }
    broker = {"CELERY_BROKER_URL": f"{redis}0"} if form == "many-machines" else {}
    inherited = {k: v for k, v in os.environ.items() if k not in ("KEYS_DIR", "CELERY_BROKER_URL")}
    return {**inherited, **told, **broker}


@contextmanager
def running_stack(form: str, folder: Path, database: PostgreSQL | None = None) -> Iterator[Stack]:
    """The service on this process's database, ready; ended with everything it started."""
    make_machinery(folder)
    (folder / "queue").mkdir()
    require("redis-server")
    port, redis = free_port(), start_redis(folder, free_port())
    environment = make_environment(form, folder, port, redis.url.removesuffix("0"))
    stack = Stack(form, folder, port, environment, redis, database)
    stack.supervisor = stack.start()
    try:
        wait_for(stack.is_ready, 120)
        yield stack
    finally:
        stack.redis.send_signal(signal.SIGCONT)
        stack.supervisor.terminate()
        stack.supervisor.wait(40)
        stack.redis.kill()  # perhaps another one than at the start
        stack.redis.wait()
