"""A real worker process behind a real Redis makes the certificate of a completed course."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection

from certification.models import Certificate
from courses.progress import complete_lesson
from tests.certification.machinery import make_machinery, use_machinery
from tests.courses.factories import make_course, make_enrolment, make_lesson
from tests.services import redis_server

pytestmark = pytest.mark.services


@pytest.fixture
def machinery(tmp_path, settings):
    use_machinery(settings, make_machinery(tmp_path))
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


@pytest.fixture
def broker(tmp_path):
    folder = tmp_path / "redis"
    folder.mkdir()
    with redis_server(folder) as url:
        yield url


@pytest.fixture
def speak_to(monkeypatch):
    """Let this process send its messages to a broker."""

    def speak(url: str) -> None:
        monkeypatch.setenv("CELERY_BROKER_URL", url)
        forget_connections()

    yield speak
    monkeypatch.undo()
    forget_connections()


def forget_connections() -> None:
    current_app.amqp._producer_pool = None
    current_app._pool = None


def database_url() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{name}"


@contextmanager
def worker(broker: str, folder):
    """A worker without a schedule, ready: it hears messages, and sweeps once, at its start."""
    told = {
        "CELERY_BROKER_URL": broker,
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(folder),
        "LMS_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
    }
    command = [sys.executable, "-m", "celery", "-A", "lms", "worker", "--pool", "threads"]
    process = subprocess.Popen(
        [*command, "--concurrency", "1", "--loglevel", "WARNING"],
        cwd=settings.BASE_DIR,
        env={**os.environ, **told},
        start_new_session=True,
    )
    try:
        wait_for(lambda: current_app.control.ping(timeout=1))
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def complete_a_course():
    course = make_course()
    version = make_lesson(course)
    return complete_lesson(make_enrolment(course), version)


def wait_for(condition, seconds: float = 60):
    """What the condition returns once it is true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.2)
    raise TimeoutError(f"no {condition.__name__}")


def sealed_certificate() -> Certificate | None:
    return Certificate.objects.exclude(sealed_at=None).first()


def test_a_completed_course_becomes_a_sealed_certificate(
    committed_db, machinery, broker, speak_to
):
    speak_to(broker)
    with worker(broker, machinery):
        enrolment = complete_a_course()
        sealed = wait_for(sealed_certificate)
    assert sealed.enrolment_id == enrolment.pk
    assert sealed.pdf.open().read(5) == b"%PDF-"


def test_what_was_completed_while_the_broker_was_dead_is_certified_later(
    committed_db, machinery, broker, speak_to
):
    speak_to("redis://127.0.0.1:1/0")
    complete_a_course()
    speak_to(broker)
    with worker(broker, machinery):
        wait_for(sealed_certificate)
    assert Certificate.objects.count() == 1
