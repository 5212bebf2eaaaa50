"""The pages: an office gives out codes for its units, and records e-mail domains."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import AgencyCode, AgencyDomain
from people.postings import posting_on
from tests.people.factories import AgencyFactory, PersonFactory
from tests.people.sign_in import sign_in, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CLAIM, PROOFS = reverse("people:claim_office"), reverse("people:office_proofs")


def ask(client, code):
    return client.post(CLAIM, {"unit": "GAD", "position_my": "စာရေး", "code": code})


def test_a_code_that_the_office_made_lets_in_whoever_has_it(client, hr):
    page = client.post(PROOFS, {"unit": "GAD", "uses": "၁", "days": "7"}).content.decode()
    [text] = re.findall(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", page)
    assert text not in client.get(PROOFS).content.decode()
    first, second = PersonFactory(), PersonFactory()
    sign_in(client, first)
    assert ask(client, text).url == reverse("people:details")
    assert posting_on(first, timezone.localdate()).agency.code == "GAD"
    sign_in(client, second)
    assert ask(client, text).context["form"].errors.keys() == {"code"}


def test_a_domain_is_recorded_and_removed_for_own_units_only(client, tree, hr):
    record = reverse("people:record_domain")
    for unit, domain in (("MOE", "moe.gov.mm"), ("GAD", "gmail.com")):
        answer = client.post(record, {"domain-unit": unit, "domain-domain": domain})
        assert answer.context["domain_form"].errors
    client.post(record, {"domain-unit": "GAD", "domain-domain": "gad.gov.mm"})
    row = AgencyDomain.objects.get()
    client.post(reverse("people:take_back_proof", args=["domain", row.pk]))
    assert not AgencyDomain.objects.exists()


def test_a_code_of_another_office_is_not_revoked(client, tree, hr):
    row = AgencyCode.objects.create(
        agency=AgencyFactory(parent=tree["MM"]),
        digest="x",
        most_uses=1,
        issued_by=PersonFactory(),
        issued_at=timezone.now(),
        expires_at=timezone.now(),
    )
    assert client.post(reverse("people:take_back_proof", args=["code", row.pk])).status_code == 404


def test_whoever_is_no_hr_manager_gives_out_nothing(client, tree):
    signed_in(client, "trainer", agency=tree["MOHA"])
    sent = {"unit": "GAD", "uses": "1", "days": "7"}
    assert client.post(PROOFS, sent).status_code == 403
    sent = {"domain-unit": "GAD", "domain-domain": "gad.gov.mm"}
    assert client.post(reverse("people:record_domain"), sent).status_code == 403
    assert not AgencyCode.objects.exists()
    assert not AgencyDomain.objects.exists()
