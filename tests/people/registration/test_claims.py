"""Whoever registers serves in a unit once it is proved or granted, with a trace."""

import datetime as dt

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.models import Message, Person, ServiceClaim
from people.postings import posting_on
from people.registration import (
    AlreadyServes,
    ClaimDecided,
    ClaimWaiting,
    CodeRefused,
    claim_service,
    decide_claim,
    withdraw_claim,
)
from people.registration.proofs import add_domain, issue_agency_code
from tests.people.factories import PostingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
TODAY = timezone.localdate()


def test_without_a_proof_it_waits_and_nobody_is_posted(citizen, wish):
    claim = claim_service(citizen, wish)
    assert (claim.way, claim.decided_at, posting_on(citizen, TODAY)) == ("office", None, None)
    with pytest.raises(ClaimWaiting):
        claim_service(citizen, wish)
    withdraw_claim(claim)
    claim_service(citizen, wish)


@pytest.mark.parametrize("way", ["code", "domain"])
def test_a_proof_posts_at_once_with_a_trace_and_a_message(office, hr, citizen, wish, way):
    code = issue_agency_code(office, uses=1, days=7, by=hr)[1] if way == "code" else ""
    if way == "domain":
        add_domain(office, "moha.gov.mm", by=hr)
    claim = claim_service(citizen, wish, typed_code=code)
    posting = posting_on(citizen, TODAY)
    assert (claim.way, claim.decided_by) == (way, hr)
    assert (posting.agency, posting.position, posting.grade) == (office, {"my": "စာရေး"}, 9)
    assert Person.objects.get(pk=citizen.pk).audience == "official"
    assert ModelLogEntry.objects.get(action="person.register").user == hr
    assert Message.objects.get(person=citizen).kind == "people/claim_granted"


def test_a_wrong_code_asks_for_nothing(citizen, wish):
    with pytest.raises(CodeRefused):
        claim_service(citizen, wish, typed_code="AAAA-AAAA")
    assert not ServiceClaim.objects.exists()


def test_whoever_left_is_let_in_again_by_the_office_only(office, hr, citizen, wish):
    PostingFactory(person=citizen, agency=office, valid_to=TODAY - dt.timedelta(days=9))
    add_domain(office, "moha.gov.mm", by=hr)
    assert claim_service(citizen, wish).decided_at is None


@pytest.mark.parametrize("begins", [-9, 9])
def test_whoever_serves_today_or_later_asks_for_a_transfer(office, citizen, wish, begins):
    PostingFactory(person=citizen, agency=office, valid_from=TODAY + dt.timedelta(days=begins))
    with pytest.raises(AlreadyServes):
        claim_service(citizen, wish)


def test_the_office_grants_or_refuses_once(office, hr, citizen, wish):
    claim = claim_service(citizen, wish)
    decide_claim(claim, by=hr, is_granted=False, answer="Not on our list.")
    assert posting_on(citizen, TODAY) is None
    with pytest.raises(ClaimDecided):
        decide_claim(claim, by=hr, is_granted=True)
    decide_claim(claim_service(citizen, wish), by=hr, is_granted=True)
    assert posting_on(citizen, TODAY).agency == office
    assert Message.objects.filter(person=citizen).count() == 2


def test_whoever_was_posted_meanwhile_is_not_posted_again(office, hr, citizen, wish):
    claim = claim_service(citizen, wish)
    PostingFactory(person=citizen, agency=office)
    with pytest.raises(AlreadyServes):
        decide_claim(claim, by=hr, is_granted=True)
