"""Celery tasks of certification: each fetches its row and calls one function.

Every task may run twice or be killed: what it calls takes locks and does nothing a second time.
"""

from celery import shared_task

from certification.actions.notifications import send_expiry_notices
from certification.batches.files import build_batch_files
from certification.batches.worker import process_batch
from certification.issuing.issue import issue_certificate
from certification.models import Batch, Certificate, StatementBatch
from certification.sealing.seal import seal_certificate
from certification.statements import process_statements
from certification.sweeps import run_sweep
from certification.transparency.checkpoints import make_checkpoints
from courses.models import Enrolment, ProgrammeEnrolment
from people.messaging import is_quiet


@shared_task
def issue(enrolment_id: int) -> None:
    issue_certificate(Enrolment.objects.get(pk=enrolment_id))


@shared_task
def issue_programme(enrolment_id: int) -> None:
    issue_certificate(ProgrammeEnrolment.objects.get(pk=enrolment_id))


@shared_task
def seal(certificate_id: int) -> None:
    seal_certificate(Certificate.objects.get(pk=certificate_id))


@shared_task
def tell_of_expiry() -> None:
    # Run every hour: in the morning it is made up for.
    if not is_quiet():
        send_expiry_notices()


@shared_task
def sweep_certificates() -> None:
    run_sweep()


@shared_task
def run_batch(batch_id: int) -> None:
    batches = Batch.objects.select_related("course", "design", "created_by")
    process_batch(batches.get(pk=batch_id))


@shared_task(time_limit=3000)  # seconds: the zip of a whole ministry takes longer than other tasks
def write_batch_files(batch_id: int) -> None:
    build_batch_files(Batch.objects.get(pk=batch_id))


@shared_task(time_limit=3000)  # seconds: the file of a large office is written at the end
def make_statements(batch_id: int) -> None:
    process_statements(StatementBatch.objects.select_related("agency").get(pk=batch_id))


@shared_task
def make_daily_checkpoints() -> None:
    make_checkpoints()
