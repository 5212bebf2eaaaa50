"""The port is looked at before anything starts, and the supervisor takes over the process."""

import json
import os
import socket
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError

from lms.ops import supervisor
from lms.ops.serve import become_supervisor, refuse_taken_port


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


def test_the_supervisor_gets_web_and_worker(executed):
    become_supervisor("127.0.0.1", 8001)
    [[python, script, configuration]] = executed
    assert (python, Path(script)) == (sys.executable, Path(supervisor.__file__))
    asked = json.loads(configuration)
    assert set(asked["children"]) == {"web", "worker"}
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
