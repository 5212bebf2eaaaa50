"""The task queue: one Celery app that finds the tasks of every room."""

import os
from typing import Any

from celery import Celery
from celery.beat import EmbeddedService
from celery.signals import worker_ready, worker_shutting_down
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")

app = Celery("lms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def sweep_at_start(sender: Any, **kwargs: Any) -> None:
    """What waited while no worker lived need not wait for the schedule's first round."""
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        app.send_task(entry["task"])


@worker_ready.connect
def start_schedule(sender: Any, **kwargs: Any) -> None:
    """On one machine the schedule runs as a thread of the worker and needs no third process."""
    if settings.EMBEDDED_SCHEDULE:
        schedule = EmbeddedService(app, thread=True, schedule_filename=settings.SCHEDULE_FILE)
        worker_shutting_down.connect(lambda **_: schedule.stop(), weak=False)
        schedule.start()
