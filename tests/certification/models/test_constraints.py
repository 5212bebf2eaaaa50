"""What the database refuses from every writer; and what it finds by an index."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from certification.models import Batch, BatchLine, Certificate, Evidence
from certification.sweeps import select_certificates_to_seal
from tests.certification.batch_factories import make_batch
from tests.certification.factories import make_record

NOW = timezone.now()


def refuses(rows, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**fields)
    return True


def test_evidence_of_kind_certificate_has_its_certificate(certificate):
    assert refuses(Evidence.objects.all(), certificate=None)


def test_evidence_of_a_record_is_imported(certificate, registrar):
    record = make_record(certificate.person, certificate.agency)
    assert refuses(Evidence.objects.all(), record=record)


@pytest.mark.parametrize("field", ["pdf", "pdf_digest", "credential"])
def test_a_sealed_certificate_has_its_file_digest_and_credential(sealed, field):
    assert refuses(Certificate.objects.all(), **{field: ""})


def test_a_line_is_done_with_a_certificate_and_a_batch_ends_after_its_start(db):
    make_batch(1)
    assert refuses(BatchLine.objects.all(), done_at=NOW)
    assert refuses(Batch.objects.all(), finished_at=NOW)
    assert refuses(Batch.objects.all(), stopped_at=NOW)


def plan_of(rows):
    """The plan for a table of many rows: of one row, every way costs PostgreSQL the same."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE certification_certificate")
    return rows.explain()


def make_many(certificate, count=2000):
    """Copies that end day after day, written at once, with keys that no sequence counts."""
    fields = [
        field.attname for field in Certificate._meta.concrete_fields if not field.primary_key
    ]
    same = {name: getattr(certificate, name) for name in fields}
    first = dt.date(2026, 1, 1)
    # After its own place of the status list, which is drawn by lot: theirs must not meet it.
    index = certificate.status_index + 1
    Certificate.objects.bulk_create(
        Certificate(
            pk=1_000_000 + n,
            **same
            | {"code": f"COPY{n}", "uuid": uuid.uuid4(), "status_index": index + n}
            | {"award_key": f"copy:{n}", "expires_on": first + dt.timedelta(days=n)},
        )
        for n in range(count)
    )


def test_what_waits_for_a_seal_is_found_without_reading_all_certificates(sealed):
    make_many(sealed)
    assert "certificates_without_seal" in plan_of(select_certificates_to_seal())


def test_what_ends_soon_is_found_without_reading_all_certificates(certificate):
    make_many(certificate)
    today = dt.date(2026, 11, 27)
    ending = Certificate.objects.in_state("issued", today)
    ending = ending.filter(expires_on__lte=today + dt.timedelta(days=30))
    assert "certificates_that_end" in plan_of(ending)
