"""Tasks may run twice, and do nothing the second time."""

import datetime as dt

from django.utils import timezone

from certification import tasks
from certification.issuing.issue import issue_certificate
from certification.models import Certificate, Checkpoint, LogEntry
from certification.sealing.seal import seal_certificate
from certification.tasks import make_daily_checkpoints
from people.models import Message


def test_a_certificate_is_issued_and_sealed_once(enrolment):
    for _ in range(2):
        tasks.issue(enrolment.pk)
    certificate = Certificate.objects.get()
    for _ in range(2):
        tasks.seal(certificate.pk)
    assert LogEntry.objects.get().certificate == certificate


def test_the_task_of_expiry_looks_at_today_and_not_at_night(enrolment, settings):
    certificate = seal_certificate(issue_certificate(enrolment))
    tasks.tell_of_expiry()
    assert not Message.objects.filter(kind="certification/expiring").exists()
    soon = timezone.localdate() + dt.timedelta(days=9)
    Certificate.objects.filter(pk=certificate.pk).update(expires_on=soon)
    settings.QUIET_HOURS = [0, 24]  # whenever this runs
    tasks.tell_of_expiry()
    assert not Message.objects.filter(kind="certification/expiring").exists()
    settings.QUIET_HOURS = [0, 0]
    tasks.tell_of_expiry()
    assert Message.objects.filter(kind="certification/expiring").exists()


def test_the_task_makes_those_of_past_days(sealed):
    make_daily_checkpoints()
    assert Checkpoint.objects.first().day == dt.date(2026, 11, 23)
