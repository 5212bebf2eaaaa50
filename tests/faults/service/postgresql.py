"""A PostgreSQL of our own, which may be stopped without asking anybody."""

import getpass
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg2
import pytest

from tests.flows.working import wait_for
from tests.services import free_port


def _programs() -> Path:
    """The newest installed version; Debian puts none of them on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    if not found:
        pytest.skip("not installed: postgresql")
    return found[-1]


class PostgreSQL:
    """One cluster, whose first process is our child."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.user = "postgres" if os.geteuid() == 0 else getpass.getuser()  # it refuses root
        folder.mkdir()
        shutil.chown(folder, self.user)
        command = ["initdb", "-D", str(folder), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        subprocess.run(
            [_programs() / command[0], *command[1:]],
            check=True,
            user=self.user,
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "log_min_messages": "panic",
        }
        told = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        self.process = subprocess.Popen(
            [_programs() / "postgres", "-D", self.folder, "-p", str(self.port), *told],
            user=self.user,
            cwd=self.folder,
            stderr=subprocess.DEVNULL,
        )
        wait_for(self.answers, 120)

    def answers(self) -> bool:
        """Return whether it has recovered: it listens long before."""
        with suppress(psycopg2.OperationalError), closing(psycopg2.connect(self.url)):
            return True
        return False

    def stop_at_once(self) -> None:
        """As at a loss of power: no goodbye to anybody, recovery at the next start."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(20)


@contextmanager
def postgresql(folder: Path) -> Iterator[PostgreSQL]:
    server = PostgreSQL(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop_at_once()
