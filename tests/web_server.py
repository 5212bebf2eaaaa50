"""A real web server for tests, under the settings that are named."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse

from django.conf import settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(command: list[str], port: int, **told: str) -> Iterator[None]:
    """The server, once it answers; it ends with the block, with all that it started."""
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env={**os.environ, **told}, start_new_session=True
    )
    try:
        deadline = time.monotonic() + 120
        while not _is_answering(port):
            assert process.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.2)
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _is_answering(port: int) -> bool:
    # The port is open before the application behind it is loaded.
    with suppress(OSError):
        return ask(port, "/healthz", timeout=5)[0].status == 200
    return False


def ask(
    port: int, path: str, *, timeout: float = 30, **headers: str
) -> tuple[HTTPResponse, bytes]:
    """The answer to one GET of a connection of its own; it is not followed anywhere."""
    return send(port, "GET", path, timeout=timeout, **headers)


def send(
    port: int, method: str, path: str, *, body: str = "", timeout: float = 30, **headers: str
) -> tuple[HTTPResponse, bytes]:
    """The answer to one request of a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request(method, path, body=body or None, headers=headers)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()
