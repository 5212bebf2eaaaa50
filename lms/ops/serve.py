"""Turns this process into the supervisor of web and worker on one machine."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import CommandError

from lms.ops import supervisor

BANNER = """
Pyinnya is ready:  http://{host}:{port}/

  Learn        http://{host}:{port}/my/           (English: /en/)
  Verify       http://{host}:{port}/verify/
  Insights     http://{host}:{port}/my/insights/
  Back office  http://{host}:{port}/cms/
{accounts}
Stop it with Ctrl-C. The data stays in {var}.
"""
ACCOUNTS = """
  Accounts (password: demo)
    learner learner2 citizen · trainer reviewer translator · hr hr-township
    secretariat registrar · admin
"""


def take_folder(folder: Path, address: str) -> None:
    """Hold the folder until the supervisor ends. Raise CommandError where another one has it.

    Two of them would share queue and records: the worker of one seals what people did at the
    other, with its own address in the certificate.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / "serve.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        # The system releases it however the process ends; a number in a file would stay.
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        other = os.read(lock, 1000).decode(errors="replace").strip()
        os.close(lock)
        raise CommandError(
            f"Pyinnya already runs with the data in {folder}: {other}."
            " Stop that one first, or give this one data of its own: VAR_DIR=/another/folder"
        ) from error
    os.truncate(lock, 0)
    os.write(lock, f"{address}, process {os.getpid()}\n".encode())
    os.set_inheritable(lock, True)  # the supervisor replaces this program and keeps the process


def list_package_ports(port: int) -> list[int]:
    """Return the port on which this machine serves packages too, in the demonstration."""
    origin = urlsplit(settings.PACKAGE_ORIGIN)
    is_here = settings.LMS_DEMO and origin.hostname == "localhost" and origin.port
    return [origin.port] if is_here and origin.port and origin.port != port else []


def refuse_taken_port(host: str, port: int) -> None:
    """Raise CommandError with advice where something else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}:{port} ({error.strerror})."
                " Choose another port: PORT=8001 make demo"
            ) from error


def become_supervisor(host: str, port: int) -> None:
    """Replace this process, whose memory is no longer needed, by the supervisor."""
    os.environ["EMBEDDED_SCHEDULE"] = "1"  # the worker runs the schedule too
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104
    accounts = ACCOUNTS if settings.LMS_DEMO else ""
    configuration = {
        "children": {"web": _web_command(host, port), "worker": _worker_command()},
        "watched": ["worker"],
        "address": (shown, port),
        "banner": BANNER.format(host=shown, port=port, accounts=accounts, var=settings.VAR_DIR),
    }
    os.chdir(settings.BASE_DIR)
    script = str(Path(supervisor.__file__))
    os.execv(sys.executable, [sys.executable, script, json.dumps(configuration)])  # noqa: S606


def _web_command(host: str, port: int) -> list[str]:
    # One process with threads: SQLite has one writer, and each process costs its own memory.
    # Nothing stands in front of the demo, so a slow line holds a thread from the first byte of a
    # request to the last: twelve of them leave as many for others.
    return [
        *(sys.executable, "-m", "gunicorn", "lms.wsgi", "--bind", f"{host}:{port}"),
        # The origin of packages is another one by its port: one process answers on both.
        *(word for one in list_package_ports(port) for word in ("--bind", f"{host}:{one}")),
        *("--workers", "1", "--threads", "24", "--log-level", "warning"),
        *("--config", "python:lms.ops.web_server"),
    ]


def _worker_command() -> list[str]:
    as_root = "ignore:You're running the worker with superuser"
    return [
        *(sys.executable, "-W", as_root, "-m", "celery", "--quiet", "-A", "lms"),
        *("worker", "--pool", "threads"),
        *("--concurrency", "2", "--loglevel", "WARNING", "--without-mingle", "--without-gossip"),
    ]
