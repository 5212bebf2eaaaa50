"""A worker that starts runs every sweep at once, and the schedule where it is told to."""

import pytest
from celery.signals import worker_shutting_down

from lms import celery
from lms.ops.scheduler import BeatingScheduler


@pytest.fixture
def schedule(monkeypatch):
    """Stands in for the thread of the schedule and keeps what was asked of it."""
    calls = []

    class Schedule:
        def __init__(self, app, *, thread, schedule_filename, scheduler_cls):
            calls.append((thread, schedule_filename, scheduler_cls))

        def start(self):
            calls.append("start")

        def stop(self):
            calls.append("stop")

    monkeypatch.setattr(celery, "EmbeddedService", Schedule)
    receivers = list(worker_shutting_down.receivers)
    yield calls
    worker_shutting_down.receivers = receivers


def test_every_scheduled_task_is_sent_at_the_start(monkeypatch, settings):
    sent = []
    monkeypatch.setattr(celery.app, "send_task", sent.append)
    settings.CELERY_BEAT_SCHEDULE = {"a": {"task": "x.one"}, "b": {"task": "y.two"}}
    celery.sweep_at_start(sender=None)
    assert sent == ["x.one", "y.two"]


def test_the_schedule_runs_in_the_worker_and_ends_with_it(schedule, settings):
    settings.EMBEDDED_SCHEDULE = True
    celery.start_schedule(sender=None)
    assert schedule == [(True, settings.SCHEDULE_FILE, BeatingScheduler), "start"]
    worker_shutting_down.send(sender=None)
    assert schedule[-1] == "stop"


def test_elsewhere_the_schedule_is_a_process_of_its_own(schedule, settings):
    settings.EMBEDDED_SCHEDULE = False
    celery.start_schedule(sender=None)
    assert schedule == []
