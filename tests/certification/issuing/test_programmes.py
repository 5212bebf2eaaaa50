"""A completed programme is certified through the one door, as a course is."""

import datetime as dt

import pytest
from django.utils import timezone

from certification.actions.notifications import send_expiry_notices
from certification.actions.revocation import restore_certificate, revoke_certificate
from certification.facts.awards import NotCompleted, award_from_programme
from certification.issuing.failures import retry_issuing
from certification.issuing.issue import issue_certificate
from certification.models import Certificate, Evidence, UncertifiedCompletion
from certification.rendering.style import SheetOverflow
from certification.sweeps import run_sweep
from courses.models import ProgrammeEnrolment
from people.models import Message
from tests.certification.factories import make_office, make_skill
from tests.courses.programmes import (
    complete_course,
    make_programme,
    make_short_course,
    take_programme,
)
from tests.people.factories import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PostingFactory(agency=make_office(), grade=7).person


@pytest.fixture
def course():
    return make_short_course()


def completed_programme(person, course, **changes):
    fields = {"skills": [(make_skill(), 3)], "validity_months": 24} | changes
    enrolment = take_programme(make_programme([course], **fields), person)
    complete_course(person, course)
    enrolment.refresh_from_db()
    return enrolment


def test_the_certificate_says_what_the_programme_proves_and_is_issued_once(person, course):
    enrolment = completed_programme(person, course)
    certificate = issue_certificate(enrolment)
    assert issue_certificate(enrolment) == certificate
    assert (certificate.kind, certificate.award_key) == ("programme", f"programme:{enrolment.pk}")
    assert certificate.programme_enrolment == enrolment
    facts = certificate.facts
    assert facts["course"]["titles"] == enrolment.programme.titles
    assert [(one["code"], one["level"]) for one in facts["skills"]] == [("DC3-4.2", 3)]
    evidence = Evidence.objects.get(certificate=certificate)
    assert (evidence.level, evidence.agency, evidence.grade) == (3, enrolment.agency, 7)


def test_its_end_is_that_of_the_programme_and_follows_revocation(person, course):
    enrolment = completed_programme(person, course)
    certificate = issue_certificate(enrolment)
    enrolment.refresh_from_db()
    assert enrolment.ends_on == certificate.expires_on is not None
    revoke_certificate(certificate, by=PersonFactory(), reason=Certificate.Reason.ERROR)
    enrolment.refresh_from_db()
    assert enrolment.ends_on == timezone.localdate()
    restore_certificate(certificate)
    enrolment.refresh_from_db()
    assert enrolment.ends_on == certificate.expires_on


def test_what_is_not_completed_is_not_certified(person, course):
    with pytest.raises(NotCompleted):
        award_from_programme(take_programme(make_programme([course]), person))


def test_the_sweep_issues_what_the_signal_lost(person, course, monkeypatch):
    monkeypatch.setattr(
        "certification.sweeps.select_certificates_to_seal", Certificate.objects.none
    )
    enrolment = completed_programme(person, course)
    run_sweep()
    assert Certificate.objects.filter(programme_enrolment=enrolment).exists()


def test_one_that_cannot_be_issued_is_shown_until_it_can(person, course):
    titles = {"my": "က" * 900, "en": "W" * 900}
    enrolment = completed_programme(person, course, titles=titles)
    with pytest.raises(SheetOverflow):
        issue_certificate(enrolment)
    row = UncertifiedCompletion.objects.get(programme_enrolment=enrolment)
    assert (row.person, row.title) == (person, enrolment.programme.title)
    enrolment.programme.titles = {"my": "အခြေခံ", "en": "Basics"}
    enrolment.programme.save()
    retry_issuing(row)
    issue_certificate(ProgrammeEnrolment.objects.get())
    assert not UncertifiedCompletion.objects.exists()


def test_the_holder_is_told_before_it_ends_with_the_page_that_renews_it(person, course):
    enrolment = completed_programme(person, course)
    certificate = issue_certificate(enrolment)
    Certificate.objects.filter(pk=certificate.pk).update(
        sealed_at=timezone.now(), pdf="x", pdf_digest="x", credential="{}"
    )
    day = certificate.expires_on - dt.timedelta(days=20)
    assert send_expiry_notices(day=day) == 1
    facts = Message.objects.get(kind="certification/expiring").facts
    assert facts["renewal"].endswith(f"/programmes/{enrolment.programme.slug}/renew/")
    Message.objects.all().delete()
    ProgrammeEnrolment.objects.create(
        person=person,
        programme=enrolment.programme,
        version=enrolment.version,
        occasion=2,
        enrolled_at=timezone.now(),
        counts_beyond=day,
        completed_at=timezone.now(),
    )
    assert send_expiry_notices(day=day) == 0
