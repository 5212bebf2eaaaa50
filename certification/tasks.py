"""The tasks of certification: fetch, call; safe to run twice."""

from celery import shared_task

from certification.issuing import issue_certificate
from certification.models import Certificate
from certification.sealing import seal_certificate
from certification.sweeping import sweep
from courses.models import Enrolment


@shared_task
def issue(enrolment_id: int) -> None:
    issue_certificate(Enrolment.objects.get(pk=enrolment_id))


@shared_task
def seal(certificate_id: int) -> None:
    seal_certificate(Certificate.objects.get(pk=certificate_id))


@shared_task
def sweep_certificates() -> None:
    sweep()
