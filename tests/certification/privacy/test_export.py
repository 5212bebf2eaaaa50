"""Certificates and skills in the copy of one's own data."""

import pytest

from certification.actions.requests import submit_appeal
from tests.certification.factories import import_evidence, make_record
from tests.people.factories import AgencyFactory
from tests.people.privacy.test_export import read_copy
from tests.plan.factories import SkillFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_a_certificate_is_told_with_what_was_done_with_it(certificate):
    person = certificate.person
    make_record(person, AgencyFactory())
    import_evidence(person, SkillFactory(), 2)
    data, page = read_copy(person)
    [row] = data["certificates"]
    assert row["title"] == certificate.facts["course"]["titles"]
    # In groups, as it is printed.
    assert row["code"].replace("-", "") == certificate.code
    assert row["code"] in page
    assert data["evidence"][-1]["level"] == 2
    assert len(data["records"]) == 1


def test_an_appeal_is_told(sealed):
    submit_appeal(sealed, by=sealed.person, reason="name", text="It is misspelt.")
    data, _page = read_copy(sealed.person)
    assert data["actions"][0]["note"] == "It is misspelt."
