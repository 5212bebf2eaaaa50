"""A real worker process behind a real Redis makes the certificate of a completed course."""

import pytest

from certification.models import Certificate
from courses.progress.completion import complete_lesson
from tests.courses.factories import make_course, make_enrolment, make_lesson
from tests.flows.working import wait_for, worker

pytestmark = pytest.mark.services


def complete_a_course():
    course = make_course()
    version = make_lesson(course)
    return complete_lesson(make_enrolment(course), version)


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
