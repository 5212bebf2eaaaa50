"""Worker and scheduler tell that they live, and silence is seen."""

import socket
from datetime import timedelta

import pytest
from django.utils import timezone

from lms.models import Heartbeat
from lms.ops import heartbeats
from lms.ops.heartbeats import find_silence, measure_silence, record_beat

# A beat closes its connection, and with it the transaction of an ordinary test.
pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A process that has just begun, and its clock."""
    now = [1000.0]
    monkeypatch.setattr(heartbeats, "monotonic", lambda: now[0])
    monkeypatch.setattr(heartbeats, "_beats", {})
    monkeypatch.setattr(heartbeats, "_written", {})
    monkeypatch.setattr(heartbeats, "_notified", {})
    return now


@pytest.fixture
def watchdog(settings, tmp_path):
    settings.NOTIFY_SOCKET = f"@{tmp_path}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(f"\0{tmp_path}")
        listener.settimeout(0.1)
        yield listener


def heard(listener) -> bool:
    try:
        return b"WATCHDOG=1" in listener.recv(100).split(b"\n")
    except TimeoutError:
        return False


def test_a_part_that_never_beat_is_missing_and_one_that_did_is_not():
    assert find_silence("worker")
    record_beat("worker")
    assert find_silence("worker") == []
    assert find_silence("scheduler")


def test_a_part_that_has_been_silent_for_a_minute_is_missing():
    Heartbeat.objects.create(part="worker", at=timezone.now() - timedelta(seconds=61))
    assert find_silence("worker") == ["no sign of life for 61 s"]
    assert 61 <= measure_silence()["worker"] < 70


def test_a_row_is_written_every_ten_seconds_and_the_watchdog_told_each_time(clock, watchdog):
    record_beat("worker")
    first = Heartbeat.objects.get().at
    clock[0] += 9
    record_beat("worker")
    assert Heartbeat.objects.get().at == first
    clock[0] += 1
    record_beat("worker")
    assert Heartbeat.objects.get().at > first
    assert [heard(watchdog) for _ in range(4)] == [True, True, True, False]


def test_a_burst_of_beats_is_told_once_and_fills_no_log(clock, watchdog, caplog):
    for _ in range(500):
        record_beat("scheduler")
    assert [heard(watchdog) for _ in range(2)] == [True, False]
    for _ in range(500):
        clock[0] += 1
        record_beat("scheduler")
    assert caplog.records == []


def test_a_worker_that_lost_its_schedule_tells_the_watchdog_nothing_more(clock, watchdog):
    record_beat("scheduler")
    record_beat("worker")
    clock[0] += 61
    assert [heard(watchdog) for _ in range(2)] == [True, True]
    record_beat("worker")
    assert not heard(watchdog)
    record_beat("scheduler")
    assert heard(watchdog)


def test_a_watchdog_that_is_gone_ends_nothing(settings, caplog):
    settings.NOTIFY_SOCKET = "/nowhere/at/all"
    record_beat("worker")
    assert "/nowhere/at/all" in caplog.text


def test_a_database_that_is_away_ends_nothing(monkeypatch, caplog):
    monkeypatch.setattr(heartbeats.Heartbeat._meta, "db_table", "no_such_table")
    record_beat("worker")
    assert "was not written" in caplog.text
