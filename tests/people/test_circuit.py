"""Who has just failed is left alone for a while."""

import pytest

from people import circuit
from people.circuit import Circuit


@pytest.fixture
def clock(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(circuit, "monotonic", lambda: now[0])
    return now


def test_a_service_that_failed_is_asked_again_after_some_seconds(clock, caplog):
    one = Circuit("the mill")
    assert not one.is_open
    one.trip(OSError("no water"))
    clock[0] += 9
    assert one.is_open
    clock[0] += 2
    assert not one.is_open
    assert "the mill is away" in caplog.text
    assert "no water" in caplog.text


def test_a_failure_can_be_forgotten(clock):
    one = Circuit("the mill")
    one.trip(OSError())
    one.close()
    assert not one.is_open
