"""Configures Celery: one app that finds the tasks of all apps."""

import os
from typing import Any

from celery import Celery
from celery.beat import EmbeddedService
from celery.signals import heartbeat_sent, worker_ready, worker_shutting_down
from django.conf import settings

from lms.queue_folder import use_for_folders

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")

use_for_folders()
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
    # Here, because the class writes a row, and models load after this module.
    from lms.ops.scheduler import BeatingScheduler

    if settings.EMBEDDED_SCHEDULE:
        schedule = EmbeddedService(
            app,
            thread=True,
            schedule_filename=settings.SCHEDULE_FILE,
            scheduler_cls=BeatingScheduler,
        )
        worker_shutting_down.connect(lambda **_: schedule.stop(), weak=False)
        schedule.start()


@heartbeat_sent.connect
def tell_of_life(sender: Any, **kwargs: Any) -> None:
    """Beat with the worker: every two seconds, as long as its main loop runs."""
    from lms.ops.heartbeats import record_beat

    record_beat("worker")
