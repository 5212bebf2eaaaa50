"""The public log has one entry a place and one a certificate; a day has one checkpoint."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from certification.issuing.issue import issue_certificate
from certification.models import Checkpoint, LogEntry
from tests.certification.factories import completed_enrolment

NOW = timezone.now()


def add_entry(certificate, position):
    return LogEntry.objects.create(
        certificate=certificate, position=position, salt=b"s", leaf_hash=b"h", logged_at=NOW
    )


def test_two_entries_never_stand_at_one_place(certificate):
    add_entry(certificate, 7)
    with pytest.raises(IntegrityError), transaction.atomic():
        add_entry(issue_certificate(completed_enrolment()), 7)


def test_a_certificate_is_entered_once_and_stays(certificate):
    add_entry(certificate, 7)
    with pytest.raises(IntegrityError), transaction.atomic():
        add_entry(certificate, 8)
    with pytest.raises(ProtectedError):
        certificate.delete()


def test_a_day_has_one_checkpoint(db):
    day = dt.date(2026, 3, 2)
    first = Checkpoint.objects.create(day=day, size=1, body="", made_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Checkpoint.objects.create(day=day, size=2, body="", made_at=NOW)
    assert str(first) == "2026-03-02"
