"""An office sees what its people can do and how it is proved; certificates only its HR manager."""

import datetime as dt

import pytest
from django.utils import timezone

from certification.issuing.issue import issue_certificate
from tests.certification.factories import (
    completed_enrolment,
    import_evidence,
    make_office,
    make_skill,
)
from tests.people.factories import PersonFactory, PostingFactory
from tests.people.sign_in import signed_in
from tests.plan.factories import LevelFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def official(office):
    person = PersonFactory()
    PostingFactory(person=person, agency=office)
    return person


def page_of(client, person):
    return client.get(f"/en/office/people/{person.pk}/").text


def test_skills_are_told_with_level_and_kind_of_evidence(client, office, official):
    ended = timezone.localdate() - dt.timedelta(days=1)
    held, lost = make_skill("DC3-4.2"), make_skill("DC3-4.1")
    for skill, ends in ((held, None), (lost, ended)):
        LevelFactory(framework=skill.framework, number=3)
        import_evidence(official, skill, 3, ends=ends)
    signed_in(client, "secretariat", agency=office)
    page = page_of(client, official)
    assert "DC3-4.2" in page
    assert page.count("Imported record") == 2
    assert page.index("DC3-4.1") < page.index("Expired") < page.index("DC3-4.2")


def test_certificates_are_told_to_the_office_only(client, office, official):
    certificate = issue_certificate(completed_enrolment(person=official, office=office))
    for kind, is_told in (("hr", True), ("secretariat", False)):
        signed_in(client, kind, agency=office)
        page = page_of(client, official)
        assert (certificate.code[:4] in page) is is_told
        assert ("Waiting for its seal" in page) is is_told
