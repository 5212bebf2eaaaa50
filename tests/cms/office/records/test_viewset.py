"""Registrars record certificates of other systems after a preview, and withdraw them."""

import pytest
from django.urls import reverse

from tests.certification.factories import make_record
from tests.people.factories import PersonFactory
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.django_db
IMPORT = "/cms/records/import/"


def test_an_auditor_reads_records_and_changes_nothing(client, own):
    record = make_record(PersonFactory(), own)
    signed_in(client, "auditor", agency=own)
    assert record.title in client.get(reverse("records:index")).content.decode()
    page = client.get(reverse("records:detail", args=[record.pk])).content.decode()
    withdraw = reverse("records:withdraw", args=[record.pk])
    assert record.title in page
    assert withdraw not in page
    assert client.post(withdraw).status_code in (302, 403, 404)
    assert client.get(IMPORT).status_code in (302, 403, 404)
    record.refresh_from_db()
    assert record.withdrawn_at is None
