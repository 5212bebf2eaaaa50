import hashlib

import pytest
from django.core.files.storage import default_storage

from certification import keys, rendering
from certification.issuing.issue import issue_certificate
from certification.keys import KeyUnavailable
from certification.keys.register import mark_compromised
from certification.models import Certificate, LogEntry
from certification.rendering import fitting
from certification.rendering.page import render_pdf
from certification.sealing import seal
from certification.sealing.seal import seal_certificate
from tests.certification.conftest import AT
from tests.certification.factories import completed_enrolment
from tests.people.factories import PersonFactory


def files():
    try:
        years = default_storage.listdir("certificates")[0]
    except FileNotFoundError:
        return []
    return [name for year in years for name in default_storage.listdir(f"certificates/{year}")[1]]


def test_a_sealed_certificate_has_its_file_digest_and_log_entry(sealed):
    content = sealed.pdf.read()
    assert content.startswith(b"%PDF-1.7")
    assert hashlib.sha256(content).hexdigest() == sealed.pdf_digest
    assert sealed.log_entry.position == 0
    assert sealed.tries == 1


def test_a_sealed_certificate_names_the_keys_that_made_it(sealed):
    assert sealed.sealed_with == "seal-demo-2024"
    assert sealed.signed_with == "credential-demo-2024"


def test_a_key_lost_while_it_sealed_seals_nothing(certificate, settings, tmp_path, monkeypatch):
    settings.KEYS_DIR = tmp_path / "keys"
    keys.make_demo_keys()
    lost, whole = keys.load_seal_key().kid, seal._build_sealed_file

    def make_and_lose(row):
        pressed = whole(row)
        mark_compromised(lost, since=AT.date(), reason="Lost", on=AT.date())
        return pressed

    monkeypatch.setattr(seal, "_build_sealed_file", make_and_lose)
    with pytest.raises(KeyUnavailable, match=lost):
        seal_certificate(certificate)
    certificate.refresh_from_db()
    assert (certificate.sealed_at, certificate.tries, files()) == (None, 0, [])


def test_a_demo_key_seals_nothing_where_it_is_in_earnest(certificate, settings):
    settings.LMS_DEMO = False
    with pytest.raises(KeyUnavailable, match="demo key"):
        seal_certificate(certificate)
    settings.LMS_DEMO = True
    assert seal_certificate(certificate).sealed_at


def test_sealing_again_changes_nothing(sealed):
    before = sealed.pdf.name, sealed.pdf_digest, sealed.tries
    seal_certificate(sealed, at=AT)
    sealed.refresh_from_db()
    assert (sealed.pdf.name, sealed.pdf_digest, sealed.tries) == before


def test_the_slower_of_two_workers_throws_its_file_away(certificate):
    late = Certificate.objects.get(pk=certificate.pk)
    seal_certificate(certificate)
    seal_certificate(late)
    assert late.pdf_digest == certificate.pdf_digest
    assert len(files()) == 1
    assert LogEntry.objects.count() == 1


def test_a_crash_while_storing_leaves_nothing_and_the_next_try_succeeds(certificate, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(seal.log, "append_entry", lambda *a, **k: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            seal_certificate(certificate)
    certificate.refresh_from_db()
    assert certificate.sealed_at is None
    assert "ZeroDivisionError" in certificate.last_error
    assert files() == []
    seal_certificate(certificate)
    assert certificate.sealed_at
    assert certificate.last_error == ""


def test_a_missing_key_is_named_and_the_certificate_waits(certificate, settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "nowhere"
    with pytest.raises(KeyUnavailable, match="keys make"):
        seal_certificate(certificate)
    certificate.refresh_from_db()
    assert certificate.sealed_at is None
    assert "nowhere" in certificate.last_error


def test_what_is_sealed_directly_after_its_issue_is_laid_out_once(enrolment, monkeypatch):
    laid_out = []
    lay_out = fitting.lay_out_sheet
    monkeypatch.setattr(
        fitting, "lay_out_sheet", lambda *a, **k: laid_out.append(1) or lay_out(*a, **k)
    )
    with rendering.reuse_layout():
        first = seal_certificate(issue_certificate(enrolment, at=AT), at=AT)
    assert len(laid_out) == 1
    again = render_pdf(first.facts, first.credential)
    assert len(laid_out) == 2
    assert first.pdf.read().startswith(again)


def test_a_sheet_kept_for_another_certificate_is_not_taken(db):
    with rendering.reuse_layout():
        first = issue_certificate(completed_enrolment(), at=AT)
        issue_certificate(completed_enrolment(person=PersonFactory(name_en="Other")), at=AT)
        seal_certificate(first, at=AT)
    assert first.pdf.read().startswith(render_pdf(first.facts, first.credential))
