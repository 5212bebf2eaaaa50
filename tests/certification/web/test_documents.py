import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from certification.actions.revocation import revoke_certificate
from certification.credentials.data_integrity import verify_proofs
from certification.credentials.status_list import (
    mark_all_lists_stale,
    sign_status_list,
)
from certification.issuing.issue import issue_certificate, reissue_certificate
from certification.keys.active import load_public_keys
from certification.keys.ceremonies import open_root_authority, rotate_keys
from certification.keys.register import mark_compromised
from certification.models import Certificate, StatusList
from certification.sealing.seal import seal_certificate
from certification.web.holder.sharing import create_share_link, end_share_link
from tests.certification.conftest import AT
from tests.certification.credentials.test_status_list import bits_of
from tests.certification.factories import completed_enrolment
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory

pytestmark = pytest.mark.any_database


def is_set(text, place):
    return bool(bits_of(text)[place // 8] & 0x80 >> place % 8)


def status_list(client):
    return client.get("/credentials/status/1").json()


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_revocation_is_in_the_signed_list_at_once(client, sealed, registrar, committing):
    before = status_list(client)
    assert not is_set(before["credentialSubject"]["encodedList"], sealed.status_index)
    with committing():
        revoke_certificate(sealed, by=registrar, reason="error", at=AT)
    after = status_list(client)
    verify_proofs(after, load_public_keys("credential").values())
    assert is_set(after["credentialSubject"]["encodedList"], sealed.status_index)


@pytest.mark.parametrize("purpose", ["seal", "credential"])
def test_what_a_lost_key_made_is_withdrawn_in_the_list(client, sealed, own_keys, purpose):
    other = seal_certificate(issue_certificate(completed_enrolment()))
    Certificate.objects.filter(pk=other.pk).update(sealed_with="seal-1", signed_with="cred-1")
    lost = sealed.sealed_with if purpose == "seal" else sealed.signed_with
    rotate_keys([purpose], authority=open_root_authority(None))
    mark_compromised(lost, since=AT.date(), reason="stolen", on=AT.date())
    encoded = status_list(client)["credentialSubject"]["encodedList"]
    assert is_set(encoded, sealed.status_index)
    assert not is_set(encoded, other.status_index)


def test_a_replaced_certificate_is_withdrawn_in_the_list_too(
    client, sealed, registrar, committing
):
    with committing():
        new = reissue_certificate(sealed, by=registrar)
    encoded = status_list(client)["credentialSubject"]["encodedList"]
    assert is_set(encoded, sealed.status_index)
    assert not is_set(encoded, new.status_index)


def test_a_revocation_stands_although_the_key_is_gone(
    client, sealed, registrar, committing, settings, tmp_path
):
    status_list(client)
    settings.KEYS_DIR = tmp_path
    with committing():
        revoke_certificate(sealed, by=registrar, reason="error", at=AT)
    sealed.refresh_from_db()
    assert sealed.revoked_at == AT
    assert StatusList.objects.get().is_stale
    assert client.get("/credentials/status/1").status_code == 503


def test_a_list_nobody_is_on_does_not_exist(client, db):
    assert client.get("/credentials/status/2").status_code == 404


def test_the_served_credential_is_the_stored_text(client, sealed):
    response = client.get(reverse("certification:credential", args=[sealed.uuid]))
    assert response.content.decode() == sealed.credential
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_unsealed_has_no_credential_yet(client, certificate):
    address = reverse("certification:credential", args=[certificate.uuid])
    assert client.get(address).status_code == 404


def test_the_did_document_holds_the_key_that_signed(client, sealed):
    document = client.get("/.well-known/did.json").json()
    method = json.loads(sealed.credential)["proof"][0]["verificationMethod"]
    assert document["id"] == "did:web:learn.example.gov.mm"
    assert method in document["assertionMethod"]


def test_the_key_set_and_the_root_are_public(client, db):
    kinds = {key["kid"] for key in client.get("/.well-known/jwks.json").json()["keys"]}
    assert kinds == {"credential-demo-2024", "log-demo-2024"}
    assert client.get("/keys/root.pem").content.startswith(b"-----BEGIN CERTIFICATE-----")


def test_the_log_page_says_when_its_key_is_gone(client, db, settings, tmp_path):
    settings.KEYS_DIR = tmp_path
    page = client.get("/log/", {"lang": "en"})
    assert page.status_code == 200
    assert "not available" in page.content.decode()


def test_the_holder_opens_the_stored_file(client, sealed):
    client.force_login(sealed.person, backend="people.accounts.backends.IdentifierBackend")
    response = client.get(reverse("certification:pdf", args=[sealed.code]))
    assert response.content == sealed.pdf.read()
    assert response["Content-Type"] == "application/pdf"
    assert f"certificate-{sealed.code}.pdf" in response["Content-Disposition"]
    assert "no-cache" in response["Cache-Control"]


def test_a_file_that_cannot_be_read_now_is_told_plainly(client, sealed):
    link = create_share_link(sealed)
    sealed.pdf.storage.delete(sealed.pdf.name)
    answer = client.get(link)
    assert answer.status_code == 503
    assert answer["Retry-After"]


def test_a_phone_that_has_the_file_is_spared_it_while_it_may_open_it(client, sealed):
    link = create_share_link(sealed)
    tag = {"If-None-Match": client.get(link)["ETag"]}
    again = client.get(link, headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    end_share_link(sealed)
    assert client.get(link, headers=tag).status_code == 302


def test_the_secret_link_opens_it_without_an_account(client, sealed):
    link = create_share_link(sealed)
    assert client.get(link).status_code == 200
    assert client.get(link + "x").status_code == 302


def test_a_stranger_is_asked_to_sign_in_and_then_told_nothing(client, sealed):
    address = reverse("certification:pdf", args=[sealed.code])
    assert "/accounts/login/" in client.get(address).url
    client.force_login(PersonFactory(), backend="people.accounts.backends.IdentifierBackend")
    assert client.get(address).status_code == 404
    assert client.get(reverse("certification:pdf", args=["0" * 12])).status_code == 404


def test_an_administrator_opens_any_file(client, sealed, registrar):
    client.force_login(registrar, backend="people.accounts.backends.IdentifierBackend")
    assert client.get(reverse("certification:pdf", args=[sealed.code])).status_code == 200


@pytest.mark.parametrize(
    ("where", "answer"), [("same", 200), ("above", 200), ("elsewhere", 404), ("below", 404)]
)
def test_a_registrar_opens_what_their_own_agencies_issued(client, sealed, where, answer):
    office = sealed.agency
    agency = {
        "same": office,
        "above": office.get_parent(),
        "elsewhere": AgencyFactory(),
        "below": AgencyFactory(parent=office),
    }[where]
    person = RoleFactory(kind="registrar", agency=agency).person
    client.force_login(person, backend="people.accounts.backends.IdentifierBackend")
    address = reverse("certification:pdf", args=[sealed.code])
    assert client.get(address).status_code == answer


def test_no_search_engine_is_to_keep_a_credential(client, sealed):
    for page in ("credential", "token"):
        answer = client.get(reverse(f"certification:{page}", args=[sealed.uuid]))
        assert answer["X-Robots-Tag"] == "noindex"


def test_a_list_that_is_true_serves_while_the_key_is_away(client, sealed, own_keys):
    before = status_list(client)
    StatusList.objects.update(signed_at=timezone.now() - dt.timedelta(days=2))
    for path in own_keys.glob("credential-*.key.pem"):
        path.unlink()
    assert status_list(client) == before
    mark_all_lists_stale()
    assert client.get("/credentials/status/1").status_code == 503


def test_a_list_signed_by_a_clock_that_was_far_ahead_is_signed_anew(client, sealed):
    ahead = timezone.now() + dt.timedelta(days=400)
    sign_status_list(1, at=ahead)
    assert dt.datetime.fromisoformat(status_list(client)["validFrom"]) < ahead


def test_whoever_only_asks_for_the_head_gets_it(client, sealed):
    for address in ("/log/head.json", f"/verify/{sealed.code}/", "/credentials/status/1"):
        answer = client.head(address)
        assert (answer.status_code, answer.content) == (200, b"")
