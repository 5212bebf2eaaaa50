"""A certificate whose holder's data was erased: still checked, no longer theirs."""

import json

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from certification.actions.execution import HolderErased
from certification.actions.requests import request_action
from certification.facts.snapshot import ERASED_NAMES
from certification.models import Certificate, Evidence
from certification.privacy.erasure import delete_erased_files
from certification.sealing.seal import retry_sealing
from certification.sweeps import MAX_TRIES
from certification.verification.bulk.check import NameAgreement, RowNote, verify_list
from certification.verification.bulk.upload import CodeRow
from certification.verification.files import verify_file
from certification.verification.verdicts import CheckName, CheckResult, VerdictStatus, verify_code
from people.models import Posting
from people.postings import end_posting
from people.privacy.erasure import ErasureBlocked, erase_person

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def erased(sealed, content, document):
    """The row; its file and credential were kept by the holder."""
    leave_service(sealed.person)
    erase_person(sealed.person)
    delete_erased_files()
    sealed.refresh_from_db()
    return sealed


def leave_service(person):
    posting = Posting.objects.filter(person=person, valid_to=None).first()
    if posting:
        end_posting(person, day=posting.valid_from.replace(year=posting.valid_from.year + 1))


def result_of(verdict, name):
    return next(check.state for check in verdict.checks if check.name is name)


def test_the_code_is_valid_without_a_name(erased, client):
    verdict = verify_code(erased.code)
    assert verdict.status is VerdictStatus.VALID
    assert verdict.facts["person"] == {"subject": "", "names": ERASED_NAMES}
    assert result_of(verdict, CheckName.LOGGED) is CheckResult.PASSED
    assert "Name erased" in client.get(f"/verify/{erased.code}/?lang=en").text


def test_no_name_and_no_file_is_left(erased, document, content):
    names = {one["identityHash"] for one in document["credentialSubject"]["identifier"]}
    kept = json.dumps(Certificate.objects.filter(pk=erased.pk).values("facts", "credential").get())
    assert not [name for name in names if name in kept]
    assert not erased.pdf
    assert list(default_storage.listdir("certificates")[1]) == []


def test_the_file_that_its_holder_kept_is_still_valid(erased, content):
    verdict = verify_file(content)
    assert verdict.status is VerdictStatus.VALID
    assert result_of(verdict, CheckName.UNTOUCHED) is CheckResult.PASSED


def test_the_credential_that_its_holder_kept_is_still_valid_and_a_changed_one_is_not(
    erased, document
):
    assert verify_file(json.dumps(document).encode()).status is VerdictStatus.VALID
    document["name"] = "Another course"
    assert verify_file(json.dumps(document).encode()).status is VerdictStatus.CHANGED


def test_the_token_that_its_holder_kept_is_still_valid(sealed, token):
    leave_service(sealed.person)
    erase_person(sealed.person)
    assert verify_file(token.encode()).status is VerdictStatus.VALID
    head, claims, _signature = token.split(".")
    forged = verify_file(f"{head}.{claims}.AAAA".encode())
    assert forged.status is VerdictStatus.CHANGED


def test_machines_learn_that_the_credential_is_gone(erased, client):
    for ending in ("", ".jwt"):
        assert client.get(f"/credentials/{erased.uuid}{ending}").status_code == 410
    assert client.get(f"/certificates/{erased.code}.pdf").status_code == 302


def test_a_list_says_that_the_name_is_not_kept(erased):
    [answer] = verify_list([CodeRow(1, erased.code, "Anybody")])
    assert answer.name is NameAgreement.NOT_CHECKED
    assert RowNote.ERASED in answer.notes


def test_no_new_sheet_is_written_and_it_can_be_revoked(erased, registrar):
    with pytest.raises(HolderErased):
        request_action(erased, "replace", by=registrar, reason="sheet")
    request_action(erased, "revoke", by=registrar, reason="error")
    assert verify_code(erased.code).status is VerdictStatus.REVOKED


def test_evidence_stays_for_figures(erased):
    assert Evidence.objects.filter(certificate=erased).exists()


def test_nobody_is_erased_whose_certificate_is_being_made(certificate):
    leave_service(certificate.person)
    with pytest.raises(ErasureBlocked):
        erase_person(certificate.person)


def test_a_certificate_that_could_not_be_made_is_made_no_more(certificate):
    leave_service(certificate.person)
    Certificate.objects.update(tries=MAX_TRIES)
    erase_person(certificate.person)
    assert not retry_sealing(Certificate.objects.get())


def test_a_sealed_certificate_loses_its_credential_by_erasure_only(sealed):
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=sealed.pk).update(credential="")
