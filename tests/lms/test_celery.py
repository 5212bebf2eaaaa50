"""A worker that starts runs every sweep at once, and the schedule where it is told to."""

import re
from pathlib import Path

import pytest
from celery.signals import worker_shutting_down
from django.conf import settings

from lms import celery
from lms.ops.scheduler import BeatingScheduler

ROOT = Path(celery.__file__).parents[1]
APPS = ("people", "plan", "courses", "certification", "reporting", "cms", "lms")
TASK_NAME = re.compile(r'"((?:\w+\.)+tasks\.[a-z_]+)"')


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


def test_the_worker_knows_every_task_that_is_named():
    celery.app.loader.import_default_modules()
    code = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    named = {name for path in code for name in TASK_NAME.findall(path.read_text())}
    assert named >= {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert named - set(celery.app.tasks) == set()
