"""What was made with a key that others may hold: it no longer counts, whatever it is."""

import pytest
from django.urls import reverse

from certification import keys
from certification.credentials.clr import NoCurrentCertificate, write_clr
from certification.credentials.jwt import InvalidJWT, verify_jwt, write_jwt
from certification.facts.issuer import issuer_did
from certification.keys.ceremonies import rotate_keys
from certification.keys.files import FileKeyStore
from certification.keys.register import mark_compromised
from certification.verification.files import verify_file
from certification.verification.verdicts import CheckName, CheckResult, VerdictStatus, verify_code
from tests.certification.conftest import AT
from tests.certification.verification.forged_credentials import part, signed_anew
from tests.certification.verification.verdicts import TODAY, state_of, verdict_on

pytestmark = pytest.mark.any_database


def kid_of(token):
    return part(0, token)["kid"].rpartition("#")[2]


@pytest.fixture
def lose(sealed, own_keys):
    """Marks a key as lost, in a register of the test's own."""
    return lambda kid: mark_compromised(kid, since=TODAY, reason="stolen", on=TODAY)


def test_a_file_sealed_with_a_key_that_is_lost_no_longer_counts(sealed, content, lose):
    lose(sealed.sealed_with)
    for verdict in (verify_file(content, day=TODAY), verify_code(sealed.code, day=TODAY)):
        assert verdict.status is VerdictStatus.REVOKED
        assert verdict.uses_compromised_key
        assert state_of(verdict, CheckName.ISSUED) is CheckResult.FAILED
        assert state_of(verdict, CheckName.NOT_REVOKED) is CheckResult.PASSED


def test_the_page_of_a_lost_key_has_words_of_its_own(client, sealed, lose):
    lose(sealed.signed_with)
    page = client.get(reverse("certification:verdict", args=[sealed.code]), {"lang": "en"})
    assert 'data-verdict="revoked"' in page.content.decode()
    assert "no longer trusted" in page.content.decode()


def test_its_holder_is_shown_the_same(client, sealed, lose):
    client.force_login(sealed.person, backend="people.accounts.backends.IdentifierBackend")
    page = reverse("certification:certificate", args=[sealed.code])
    addresses = (page, reverse("certification:transcript"), reverse("courses:my_learning"))

    def shown():
        return [client.get(one).content.decode() for one in addresses]

    assert not any("ရုပ်သိမ်းပြီး" in text for text in shown())
    lose(sealed.sealed_with)
    assert ["ရုပ်သိမ်းပြီး" in text for text in shown()] == [True] * 3
    assert "no longer trusted" in client.get(page, {"lang": "en"}).content.decode()


def test_a_holder_s_own_pages_open_while_the_keys_are_away(client, sealed, settings, tmp_path):
    client.force_login(sealed.person, backend="people.accounts.backends.IdentifierBackend")
    settings.KEYS_DIR = tmp_path / "away"
    assert client.get(reverse("courses:my_learning")).status_code == 200
    address = reverse("certification:certificate", args=[sealed.code])
    assert client.get(address).status_code == 200


def test_a_token_of_a_lost_key_no_longer_counts(token, lose):
    lose(kid_of(token))
    assert verdict_on(token.encode()) is VerdictStatus.REVOKED


@pytest.fixture
def later_token(sealed, own_keys):
    """Of the same certificate, signed by the key that came after its own."""
    rotate_keys(["credential"])
    return write_jwt(sealed)


def test_a_token_falls_with_its_own_key_while_the_certificate_stands(sealed, later_token, lose):
    assert kid_of(later_token) != sealed.signed_with
    assert verdict_on(later_token.encode()) is VerdictStatus.VALID
    lose(kid_of(later_token))
    verdict = verify_file(later_token.encode(), day=TODAY)
    assert verdict.status is VerdictStatus.REVOKED
    assert verdict.uses_compromised_key
    assert state_of(verdict, CheckName.ISSUED) is CheckResult.FAILED
    assert verdict_on(sealed.credential.encode()) is VerdictStatus.VALID
    with pytest.raises(InvalidJWT):
        verify_jwt(later_token)


def test_a_token_of_the_next_key_counts_again(sealed, later_token, lose):
    lose(kid_of(later_token))
    rotate_keys(["credential"])
    assert verdict_on(write_jwt(sealed).encode()) is VerdictStatus.VALID


@pytest.mark.parametrize("named", ["{did}#{lost}", "{lost}", "did:web:evil.example#{lost}"])
@pytest.mark.parametrize("change", [{}, {"name": "Doctor"}])
def test_whoever_has_a_lost_key_makes_nothing_valid_by_its_name(token, lose, named, change):
    stolen = keys.load_signing_key("credential")
    rotate_keys(["credential"])
    lose(stolen.kid)
    header = part(0, token) | {"kid": named.format(did=issuer_did(), lost=stolen.kid)}
    forged = signed_anew(token, stolen, header=header, claims=part(1, token) | change)
    assert verdict_on(forged.encode()) is VerdictStatus.REVOKED


def test_a_lost_key_in_a_later_ones_name_is_a_change(sealed, own_keys, later_token, lose):
    stolen = FileKeyStore().load(sealed.signed_with, own_keys)
    lose(stolen.kid)
    assert verdict_on(signed_anew(later_token, stolen).encode()) is VerdictStatus.CHANGED


@pytest.mark.parametrize("purpose", ["sealed_with", "signed_with"])
def test_a_new_transcript_leaves_out_what_a_lost_key_made(sealed, own_keys, lose, purpose):
    lose(getattr(sealed, purpose))
    with pytest.raises(NoCurrentCertificate):
        write_clr(sealed.person, at=AT)
