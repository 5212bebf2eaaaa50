"""The pages: an official says where they serve, and the office decides."""

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Agency, ServiceClaim
from people.postings import posting_on
from people.registration import ServiceWish, claim_service
from people.web.pending import list_work
from tests.people.factories import PersonFactory
from tests.people.sign_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CLAIM, CLAIMS = reverse("people:claim_office"), reverse("people:office_claims")


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


def test_what_waits_is_withdrawn_by_its_person(client, tree):
    sign_in(client, PersonFactory())
    client.post(CLAIM, {"unit": "GAD", "position_my": "စာရေး"})
    assert client.get(CLAIM).context["waiting"]
    client.post(CLAIM, {"act": "withdraw"})
    assert not ServiceClaim.objects.exists()


def test_a_unit_that_closed_meanwhile_takes_nobody_in(client, tree, hr, english):
    claim = claim_service(PersonFactory(), ServiceWish(tree["GAD"], {"my": "စာရေး"}))
    Agency.objects.filter(code="GAD").update(valid_to=timezone.localdate())
    decide = reverse("people:decide_claim", args=[claim.pk])
    answer = client.post(decide, {"act": "grant"}, follow=True)
    assert "This agency is closed on that day." in answer.text
    assert list(ServiceClaim.objects.waiting()) == [claim]


def test_what_waits_is_counted_for_hr_managers_alone(tree, hr):
    person = PersonFactory()
    claim_service(person, ServiceWish(tree["GAD"], {"my": "စာရေး"}))
    claim_service(PersonFactory(), ServiceWish(tree["MOE"], {"my": "စာရေး"}))
    counts = [{work.key: count for work, count in list_work(one)} for one in (hr, person)]
    assert counts[0]["claims"] == 1
    assert "claims" not in counts[1]
