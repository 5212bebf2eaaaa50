"""Codes and claims of whoever registers: which are good, who decides, what the database holds."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import AgencyCode, ServiceClaim
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def claim_of(person, agency, **fields):
    stated = {"person": person, "agency": agency, "way": "office", "asked_at": NOW}
    return ServiceClaim.objects.create(**stated | fields)


@pytest.fixture
def code(tree):
    return AgencyCode.objects.create(
        agency=tree["GAD"],
        digest="x",
        most_uses=2,
        uses=1,
        issued_by=PersonFactory(),
        issued_at=NOW,
        expires_at=NOW + dt.timedelta(seconds=1),
    )


@pytest.mark.parametrize(
    ("fields", "is_good"),
    [({}, True), ({"uses": 2}, False), ({"expires_at": NOW}, False), ({"revoked_at": NOW}, False)],
)
def test_a_code_is_good_until_used_up_revoked_or_over(code, fields, is_good):
    AgencyCode.objects.update(**fields)
    assert AgencyCode.objects.usable(NOW).exists() == is_good


def test_claims_are_managed_by_hr_over_the_unit_but_never_their_own(tree):
    hr = RoleFactory(agency=tree["MOHA"]).person
    claims = [claim_of(person, tree["GAD"]) for person in (hr, PersonFactory())]
    seen = [
        (hr, claims[1:]),
        (PersonFactory(admin=True), claims),
        (PersonFactory(admin=True, is_active=False), []),
        (RoleFactory(agency=tree["GAD-T1"]).person, []),
        (RoleFactory(agency=tree["MOE"]).person, []),
        (RoleFactory(agency=tree["MM"], kind="secretariat").person, []),
        (RoleFactory(agency=tree["GAD"], expired=True).person, []),
        (RoleFactory(agency=tree["GAD"], person__is_active=False).person, []),
    ]
    managed = [list(ServiceClaim.objects.managed_by(person)) for person, _claims in seen]
    assert managed == [claims for _person, claims in seen]


@pytest.mark.parametrize("missing", ["decided_by", "decided_at", "is_granted"])
def test_the_database_refuses_half_decided_claims(tree, missing):
    decided = {"decided_by": PersonFactory(), "decided_at": NOW, "is_granted": False}
    with pytest.raises(IntegrityError), transaction.atomic():
        claim_of(PersonFactory(), tree["GAD"], **decided | {missing: None})
    claim_of(PersonFactory(), tree["GAD"], **decided)


def test_the_database_refuses_a_second_claim_and_a_proof_of_another_way(tree, code):
    waiting = claim_of(PersonFactory(), tree["GAD"])
    for wrong in (
        {"person": waiting.person},
        {"way": "code"},
        {"way": "domain", "code": code},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            claim_of(**{"person": PersonFactory(), "agency": tree["MOE"], **wrong})
    claim_of(PersonFactory(), tree["GAD"], way="code", code=code)
