"""The port is looked at before anything starts, and the supervisor takes over the process."""

import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import CommandError

from lms.ops import supervisor
from lms.ops.serve import become_supervisor, refuse_taken_port, take_folder
from tests.flows.working import database_url
from tests.web_server import ask, free_port, serving


@pytest.fixture
def executed(monkeypatch):
    """Keeps the program that would replace this process."""
    programs = []
    monkeypatch.setattr(os, "execv", lambda path, arguments: programs.append(arguments))
    monkeypatch.setattr(os, "chdir", lambda path: None)
    monkeypatch.setenv("EMBEDDED_SCHEDULE", "0")
    return programs


def test_a_taken_port_is_refused_with_advice():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match="Choose another port"):
            refuse_taken_port("127.0.0.1", port)


def test_a_free_port_stays_free():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    refuse_taken_port("127.0.0.1", port)
    with socket.socket() as server:
        server.bind(("127.0.0.1", port))


def take_in_another_process(folder: Path, words: str = "import time; time.sleep(60)"):
    take = f"take_folder(Path({str(folder)!r}), 'http://a/'); print(1, flush=True)"
    load = "from pathlib import Path; from lms.ops.serve import take_folder"
    # Without django.setup(), which takes seconds: taking a folder asks no app.
    program = f"import sys; {load}; {take}"
    return subprocess.Popen(
        [sys.executable, "-c", f"{program}; {words}"], stdout=subprocess.PIPE, text=True
    )


def test_a_folder_that_another_supervisor_has_is_refused_until_that_one_has_ended(tmp_path):
    other = take_in_another_process(tmp_path)
    try:
        assert other.stdout.readline() == "1\n"
        with pytest.raises(CommandError, match=rf"http://a/, process {other.pid}\..*VAR_DIR="):
            take_folder(tmp_path, "http://b/")
    finally:
        other.kill()
        other.wait()
    take_folder(tmp_path, "http://b/")
    assert (tmp_path / "serve.lock").read_text() == f"http://b/, process {os.getpid()}\n"


def test_the_folder_stays_taken_when_the_supervisor_replaces_the_program(tmp_path):
    sleeper = "import time; print(2, flush=True); time.sleep(60)"
    run = f"import os; os.execv(sys.executable, [sys.executable, '-c', {sleeper!r}])"
    other = take_in_another_process(tmp_path, run)
    try:
        assert [other.stdout.readline() for _ in range(2)] == ["1\n", "2\n"]
        with pytest.raises(CommandError, match="already runs"):
            take_folder(tmp_path, "http://b/")
    finally:
        other.kill()
        other.wait()


def test_the_supervisor_gets_web_and_worker(executed):
    become_supervisor("127.0.0.1", 8001)
    [[python, script, configuration]] = executed
    assert (python, Path(script)) == (sys.executable, Path(supervisor.__file__))
    asked = json.loads(configuration)
    assert set(asked["children"]) == {"web", "worker"}
    assert asked["watched"] == ["worker"]
    assert "127.0.0.1:8001" in asked["children"]["web"]
    assert os.environ["EMBEDDED_SCHEDULE"] == "1"


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])  # noqa: S104
def test_an_address_of_every_interface_is_shown_as_this_machine(executed, host):
    become_supervisor(host, 8001)
    asked = json.loads(executed[0][-1])
    assert asked["address"] == ["127.0.0.1", 8001]
    assert "http://127.0.0.1:8001/my/" in asked["banner"]
    assert f"{host}:8001" in asked["children"]["web"]


@pytest.mark.parametrize("is_demo", [True, False])
def test_demo_accounts_are_named_in_the_demo_only(executed, settings, is_demo):
    settings.LMS_DEMO = is_demo
    become_supervisor("127.0.0.1", 8001)
    assert ("password: demo" in json.loads(executed[0][-1])["banner"]) == is_demo


def slow_headers(port):
    line = socket.create_connection(("127.0.0.1", port))
    line.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
    return line


def slow_body(port):
    line = socket.create_connection(("127.0.0.1", port))
    line.sendall(
        b"POST /en/verify/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500000\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n\r\ncode="
    )
    return line


@pytest.mark.slow
def test_twelve_slow_lines_leave_others_served(executed, committed_db, tmp_path):
    """Each sends a byte now and then, so that no time limit between two bytes ends it."""
    port = free_port()
    become_supervisor("127.0.0.1", port)
    web = json.loads(executed[0][-1])["children"]["web"]
    told = {"LMS_DEMO": "1", "VAR_DIR": str(tmp_path), "DATABASE_URL": database_url()}
    with serving(web, port, DJANGO_SETTINGS_MODULE="lms.settings.dev", **told):
        lines = [slow_headers(port) for _ in range(6)] + [slow_body(port) for _ in range(6)]
        try:
            for _ in range(5):
                for line in lines:
                    # The server may have ended it, where a busy machine let it wait too long.
                    with suppress(ConnectionError):
                        line.sendall(b"a")
                # A busy machine answers late; a server whose threads all wait never would.
                answer, body = ask(port, "/healthz", timeout=15)
                assert (answer.status, body) == (200, b"ok")
        finally:
            for line in lines:
                line.close()
