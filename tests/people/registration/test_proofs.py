"""A code or an e-mail domain proves a unit and those below it, and nothing else."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import AgencyCode, AgencyDomain, Role
from people.registration import CodeRefused, DomainRefused
from people.registration.proofs import (
    add_domain,
    find_domain,
    issue_agency_code,
    remove_domain,
    revoke_code,
    use_agency_code,
)
from tests.people.factories import AgencyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def code(office, hr):
    return issue_agency_code(office.get_parent(), uses=2, days=7, by=hr)


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}.lower"])
def test_a_code_is_typed_as_one_likes_and_counted(office, code, typed):
    row, text = code
    text = text.lower().replace("-", " ") if "lower" in typed else typed.format(text)
    assert use_agency_code(text, office) == row
    assert AgencyCode.objects.get().uses == 1


def test_a_code_is_for_so_many_people(office, code):
    use_agency_code(code[1], office)
    use_agency_code(code[1], office)
    with pytest.raises(CodeRefused):
        use_agency_code(code[1], office)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyCode.objects.update(uses=3)


@pytest.mark.parametrize("why", ["over", "revoked", "no role", "elsewhere", "wrong"])
def test_a_code_is_refused(office, hr, code, why):
    row, text = code
    if why == "over":
        AgencyCode.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    elif why == "revoked":
        revoke_code(row, by=hr)
    elif why == "no role":
        Role.objects.filter(person=hr).update(valid_to=timezone.localdate())
    with pytest.raises(CodeRefused):
        use_agency_code(
            "AAAA-AAAA" if why == "wrong" else text,
            AgencyFactory(parent=office.get_root()) if why == "elsewhere" else office,
        )
    assert AgencyCode.objects.get().uses == 0


def test_the_table_gives_no_code_away(code):
    assert code[1].replace("-", "") not in str(AgencyCode.objects.values())


@pytest.mark.parametrize(
    "domain", ["gmail.com", "@Gmail.com", "gov.mm", "mm", "moha", "moha gov.mm", "", "a@b.mm"]
)
def test_a_domain_of_anybody_is_refused(office, hr, domain):
    with pytest.raises(DomainRefused):
        add_domain(office, domain, by=hr)
    assert not AgencyDomain.objects.exists()


def test_a_domain_is_of_one_agency_until_it_is_removed(office, hr):
    row = add_domain(office, "@MOHA.gov.mm", by=hr)
    with pytest.raises(DomainRefused):
        add_domain(office.get_parent(), "moha.gov.mm", by=hr)
    remove_domain(row, by=hr)
    add_domain(office.get_parent(), "moha.gov.mm", by=hr)


def test_a_mailbox_counts_once_it_is_confirmed_and_for_the_exact_domain(office, hr, citizen):
    add_domain(office.get_parent(), "moha.gov.mm", by=hr)
    assert find_domain(citizen, office)
    assert find_domain(citizen, AgencyFactory(parent=office.get_root())) is None
    for email, confirmed in (
        ("khin@moha.gov.mm", ""),
        ("khin@x.moha.gov.mm", "khin@x.moha.gov.mm"),
        ("moha.gov.mm@evil.example", "moha.gov.mm@evil.example"),
    ):
        citizen.email, citizen.confirmed_email = email, confirmed
        assert find_domain(citizen, office) is None
