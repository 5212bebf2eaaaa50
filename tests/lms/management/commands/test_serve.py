"""The command prepares the machine step by step, and nothing at all on a taken port."""

import pytest
from django.core.management import CommandError, call_command

from lms.ops import bootstrap, serve


@pytest.fixture
def done(monkeypatch):
    steps = []
    listed = [(name, lambda name=name: steps.append(name)) for name in ("database", "keys")]
    monkeypatch.setattr(bootstrap, "list_steps", lambda: listed)
    monkeypatch.setattr(serve, "refuse_taken_port", lambda host, port: steps.append("port"))
    monkeypatch.setattr(serve, "become_supervisor", lambda *address: steps.append(address))
    return steps


def test_the_port_comes_first_and_the_supervisor_last(done, capsys):
    call_command("serve", host="127.0.0.1", port=8001)
    assert done == ["port", "database", "keys", ("127.0.0.1", 8001)]
    assert capsys.readouterr().out == "→ database\n→ keys\n"


def test_on_a_taken_port_nothing_is_prepared(done, monkeypatch):
    def refuse(host, port):
        raise CommandError("taken")

    monkeypatch.setattr(serve, "refuse_taken_port", refuse)
    with pytest.raises(CommandError, match="taken"):
        call_command("serve")
    assert done == []


def test_a_step_that_fails_starts_nothing(done, monkeypatch):
    def fail():
        raise CommandError("outdated")

    monkeypatch.setattr(bootstrap, "list_steps", lambda: [("database", fail)])
    with pytest.raises(CommandError, match="outdated"):
        call_command("serve")
    assert done == ["port"]
