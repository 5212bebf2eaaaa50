import pytest
from django.urls import reverse

from people.models import Person
from tests.certification.factories import make_record
from tests.people.factories import AgencyFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_a_record_is_withdrawn_after_a_question(client, own):
    record = make_record(Person.objects.get(staff_number="S-1"), own)
    address = reverse("records:withdraw", args=[record.pk])
    assert record.title in client.get(address).content.decode()
    assert client.post(address).headers["Location"] == reverse("records:detail", args=[record.pk])
    record.refresh_from_db()
    assert record.withdrawn_at


def test_records_of_another_agency_are_not_found(client, own):
    other = make_record(PersonFactory(), AgencyFactory(code="FAR"))
    assert other.title not in client.get(reverse("records:index")).content.decode()
    for name in ("detail", "withdraw"):
        assert client.get(reverse(f"records:{name}", args=[other.pk])).status_code == 404
