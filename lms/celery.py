"""Configures Celery: one app that finds the tasks of all apps."""

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
    """Run each scheduled task once, so that work that waited for a worker starts at once."""
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        app.send_task(entry["task"])


@worker_ready.connect
def start_schedule(sender: Any, **kwargs: Any) -> None:
    """Run the schedule as a thread of the worker where there is no process for it."""
    if settings.EMBEDDED_SCHEDULE:
        schedule = EmbeddedService(app, thread=True, schedule_filename=settings.SCHEDULE_FILE)
        worker_shutting_down.connect(lambda **_: schedule.stop(), weak=False)
        schedule.start()
