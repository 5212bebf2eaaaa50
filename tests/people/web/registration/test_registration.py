"""The pages: an official says where they serve, and the office gives codes and decides."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import AgencyCode, AgencyDomain, ServiceClaim
from people.postings import posting_on
from people.registration import ServiceWish, claim_service
from tests.people.factories import AgencyFactory, PersonFactory
from tests.people.sign_in import sign_in, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CLAIM, CLAIMS = reverse("people:claim_office"), reverse("people:office_claims")
PROOFS = reverse("people:office_proofs")


@pytest.fixture
def hr(client, tree):
    return signed_in(client, "hr", agency=tree["MOHA"])


def ask(client, code="", unit="GAD"):
    return client.post(CLAIM, {"unit": unit, "position_my": "စာရေး", "code": code})


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


def test_the_office_sees_and_decides_what_waits_in_its_units(client, tree, hr):
    mine, other = PersonFactory(), PersonFactory()
    claim = claim_service(mine, ServiceWish(tree["GAD"], {"my": "စာရေး"}))
    hidden = claim_service(other, ServiceWish(tree["MOE"], {"my": "စာရေး"}))
    page = client.get(CLAIMS)
    assert list(page.context["waiting"]) == [claim]
    decide = reverse("people:decide_claim", args=[claim.pk])
    client.post(decide, {"act": "refuse"})
    assert ServiceClaim.objects.waiting().count() == 2
    client.post(decide, {"act": "grant"})
    assert posting_on(mine, timezone.localdate()).agency == tree["GAD"]
    far = client.post(reverse("people:decide_claim", args=[hidden.pk]), {"act": "grant"})
    assert far.status_code == 404


def test_nobody_decides_their_own(client, tree, hr):
    claim = claim_service(hr, ServiceWish(tree["GAD"], {"my": "စာရေး"}))
    assert client.post(reverse("people:decide_claim", args=[claim.pk])).status_code == 404


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


def test_what_waits_is_withdrawn_by_its_person(client, tree):
    sign_in(client, PersonFactory())
    ask(client)
    assert client.get(CLAIM).context["waiting"]
    client.post(CLAIM, {"act": "withdraw"})
    assert not ServiceClaim.objects.exists()
