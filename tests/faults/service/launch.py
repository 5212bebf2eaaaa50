"""Becomes the supervisor, as ``manage.py serve`` does once it has prepared the machine.

``python -m tests.faults.service.launch one-machine 8001``. In the form ``many-machines`` it keeps
the three processes of docs/operate.md, each with processes of its own, as systemd would.
"""

import json
import os
import sys
from pathlib import Path

import django
from django.conf import settings

from lms.ops import serve, supervisor

CELERY = [sys.executable, "-m", "celery", "--quiet", "-A", "lms"]


def supervise_many(port: int) -> None:
    web = ["-m", "gunicorn", "lms.wsgi", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
    configuration = {
        "children": {
            "web": [sys.executable, *web, "--workers", "2", "--threads", "4"],
            "worker": [*CELERY, "worker", "--concurrency", "2", "--loglevel", "WARNING"],
            "scheduler": [*CELERY, "beat", "--schedule", str(settings.VAR_DIR / "schedule")],
        },
        "watched": ["worker", "scheduler"],
        "address": ["127.0.0.1", port],
        "banner": "",
    }
    os.chdir(settings.BASE_DIR)
    program = [sys.executable, supervisor.__file__, json.dumps(configuration)]
    os.execv(sys.executable, program)  # noqa: S606


if __name__ == "__main__":
    django.setup()
    form, number = sys.argv[1], int(sys.argv[2])
    serve.take_folder(Path(settings.VAR_DIR), settings.SITE_URL)
    if form == "one-machine":
        serve.become_supervisor("127.0.0.1", number)
    supervise_many(number)
