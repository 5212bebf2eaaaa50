"""Certificates in the back office: made, found in their list, asked for by their address."""

from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse

from certification.issuing.issue import issue_certificate
from certification.models import Certificate
from people.models import Agency
from tests.certification.factories import completed_enrolment
from tests.people.factories import PersonFactory

SCREENS = ("revoke", "replace", "correct", "restore")
REVOKE = {"reason": "fraud", "note": "Proved.", "confirmed": "on"}
LISTING = "certificates:index"


def make_certificate(office: Agency, name: str) -> Certificate:
    person = PersonFactory(name_my="ခင်ခင်", name_en=f"Khin {name}")
    return issue_certificate(completed_enrolment(office=office, person=person))


def url(certificate: Certificate, view: str) -> str:
    return reverse(f"certificates:{view}", args=[certificate.pk])


def again(certificate: Certificate) -> Certificate:
    return Certificate.objects.get(pk=certificate.pk)


def text_of(table: StreamingHttpResponse) -> str:
    """What an export holds, as text."""
    return b"".join(table.streaming_content).decode("utf-8-sig")


def listed(client: Client, **asked: str | int) -> str:
    return client.get(reverse(LISTING), asked).content.decode()
