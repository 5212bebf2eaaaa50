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


def sealed_certificates() -> list[Certificate]:
    return list(Certificate.objects.exclude(sealed_at=None).order_by("sealed_at"))


def test_a_completed_course_becomes_a_sealed_certificate_also_after_the_broker_was_dead(
    committed_db, machinery, broker, speak_to
):
    speak_to("redis://127.0.0.1:1/0")
    missed = complete_a_course()
    speak_to(broker)
    with worker(broker, machinery):
        wait_for(sealed_certificates)  # what was missed is swept up as the worker starts
        told = complete_a_course()
        wait_for(lambda: len(sealed_certificates()) == 2)
    assert [one.enrolment_id for one in sealed_certificates()] == [missed.pk, told.pk]
    assert all(one.pdf.open().read(5) == b"%PDF-" for one in sealed_certificates())
