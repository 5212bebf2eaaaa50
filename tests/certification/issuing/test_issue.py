import datetime as dt
import uuid
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from certification.actions.revocation import AlreadyReplaced, revoke_certificate
from certification.facts.awards import Award, NotCompleted
from certification.facts.codes import CODE_ALPHABET
from certification.issuing import issue as issuing
from certification.issuing.issue import (
    AlreadyRevoked,
    issue_certificate,
    issue_for_award,
    reissue_certificate,
)
from certification.models import Certificate, Evidence
from certification.rendering.style import SheetOverflow
from certification.sealing.seal import seal_certificate
from courses.signals import course_completed
from tests.certification.conftest import AT
from tests.certification.factories import completed_enrolment, make_office, make_skill
from tests.courses.factories import make_course, make_enrolment
from tests.people.factories import PersonFactory
from tests.threads import at_once


def test_the_code_is_twelve_letters_of_crockford(certificate):
    assert len(certificate.code) == 12
    assert set(certificate.code) <= set(CODE_ALPHABET)


def test_issuing_twice_gives_one_certificate_and_one_evidence(certificate, enrolment):
    again = issue_certificate(enrolment)
    assert again == certificate
    assert Certificate.objects.count() == Evidence.objects.count() == 1


def test_evidence_is_of_the_day_and_place_of_completion(certificate, enrolment):
    evidence = Evidence.objects.get()
    assert evidence.acquired_on == dt.date(2026, 11, 20)
    assert evidence.expires_on == dt.date(2029, 11, 20)
    assert (evidence.agency, evidence.grade) == (enrolment.agency, 7)


def test_an_open_enrolment_is_refused(db):
    with pytest.raises(NotCompleted):
        issue_certificate(make_enrolment())


def test_whatever_is_certified_comes_through_the_same_door(db):
    skill, office = make_skill(), make_office()
    person = PersonFactory()
    award = Award(
        award_key="session:3:person:9",
        kind="classroom",
        key=uuid.UUID(int=3),
        titles={"my": "ဆွေးနွေးပွဲ", "en": "Workshop"},
        person=person,
        completed_on=dt.date(2026, 11, 2),
        skills=((skill, 2),),
        agency=office,
    )
    certificate = issue_for_award(award)
    assert issue_for_award(award) == certificate
    assert (certificate.kind, certificate.course, certificate.enrolment) == (
        "classroom",
        None,
        None,
    )
    assert seal_certificate(certificate).pdf_digest
    assert Evidence.objects.get().certificate == certificate


def test_words_that_fit_at_no_size_are_refused_and_nothing_is_written(db):
    titles = {"my": "ပြည်သူ့ဝန်ထမ်းများအတွက် ဒစ်ဂျစ်တယ်အုပ်ချုပ်မှု " * 20, "en": "Digital " * 99}
    enrolment = completed_enrolment(course=make_course(titles=titles))
    with pytest.raises(SheetOverflow, match="words"):
        issue_certificate(enrolment)
    assert not Certificate.objects.exists()


def test_a_code_that_is_taken_is_drawn_again(certificate, monkeypatch):
    codes = iter([certificate.code, certificate.code, "0123456789AB"])
    monkeypatch.setattr(issuing, "generate_code", lambda: next(codes))
    assert issue_certificate(completed_enrolment()).code == "0123456789AB"


def test_the_database_allows_one_standing_certificate_an_enrolment(certificate):
    certificate.pk, certificate.code, certificate.status_index = None, "0" * 12, 7
    certificate.uuid = "7f1f3a53-8f2d-4f7c-9f70-7d1a3a1c1b11"
    with pytest.raises(IntegrityError):
        certificate.save(force_insert=True)


def test_a_dead_broker_does_not_fail_the_caller(
    enrolment, settings, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr("people.queue.current_app.send_task", lambda *a, **k: 1 / 0, raising=False)
    with django_capture_on_commit_callbacks(execute=True):
        assert issue_certificate(enrolment).pk
    with django_capture_on_commit_callbacks(execute=True):
        course_completed.send(sender=type(enrolment), enrolment=enrolment)


def test_a_corrected_name_gives_a_new_certificate_and_hands_the_evidence_over(sealed, registrar):
    sealed.person.name_en = "Khin Myo Thanda"
    sealed.person.save()
    new = reissue_certificate(sealed, by=registrar, at=AT)
    sealed.refresh_from_db()
    assert new.facts["person"]["names"]["en"] == "Daw Khin Myo Thanda"
    assert new.facts["completed_on"] == sealed.facts["completed_on"]
    assert (new.supersedes, new.issued_by) == (sealed, registrar)
    assert sealed.superseded_at == AT
    assert Evidence.objects.get().certificate == new
    assert reissue_certificate(sealed, by=registrar) == new
    assert issue_certificate(sealed.enrolment) == new


def test_a_revoked_certificate_is_not_replaced_nor_issued_anew(sealed, registrar):
    revoke_certificate(sealed, by=registrar, reason="fraud")
    with pytest.raises(AlreadyRevoked):
        reissue_certificate(sealed, by=registrar)
    assert issue_certificate(sealed.enrolment) == sealed


def test_a_replaced_certificate_is_not_revoked(sealed, registrar):
    reissue_certificate(sealed, by=registrar)
    with pytest.raises(AlreadyReplaced):
        revoke_certificate(sealed, by=registrar, reason="error")


def test_four_at_once_give_one_certificate_one_file_and_one_log_entry(committed_db):
    enrolment = completed_enrolment()
    at_once(*[lambda: seal_certificate(issue_certificate(enrolment))] * 4)
    certificate = Certificate.objects.get()
    assert certificate.evidence.count() == 1
    assert certificate.log_entry.position == 0
    folder = Path(certificate.pdf.path).parent
    assert len(list(folder.iterdir())) == 1


def test_migrations_hold_the_models(db):
    call_command("makemigrations", "certification", check=True, dry_run=True, verbosity=0)
