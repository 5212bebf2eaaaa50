"""Certificates sealed by the real pipeline, checked in a real browser, whole and attacked."""

import base64
import gzip
import hashlib
import json
import re
import zlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.urls import reverse

from certification.actions.revocation import revoke_certificate
from certification.issuing.issue import issue_certificate
from certification.keys.ceremonies import make_key_files
from certification.sealing.seal import seal_certificate
from tests.certification.conftest import AT
from tests.certification.factories import completed_enrolment
from tests.certification.verification.browser_checker import (
    checker,
    chromium,
    known_to,
    reason,
    states,
)
from tests.certification.verification.forged_credentials import miswritten

__all__ = ["checker", "chromium"]
pytestmark = [pytest.mark.any_database, pytest.mark.browser]


@pytest.fixture
def pdf(sealed):
    return sealed.pdf.read()


@pytest.fixture
def known(client, sealed):
    return known_to(client, live=True)


def proof_for(client, certificate):
    return client.get(reverse("certification:log_proof", args=[certificate.code])).json()


def test_the_digest_and_the_attachment_are_the_stored_ones(checker, sealed, pdf):
    assert checker.sha256(pdf) == hashlib.sha256(pdf).digest()
    assert checker.attachedCredential(pdf) == sealed.credential.encode()


def test_a_sealed_file_passes_every_check(checker, client, sealed, pdf, known):
    found = checker.examine(pdf, known | {"proof": proof_for(client, sealed)})
    assert found["verdict"] == "valid", found
    assert set(states(found).values()) == {"passed"}
    assert found["digest"] == sealed.pdf_digest
    assert found["credential"] == json.loads(sealed.credential)


def test_what_was_not_asked_is_not_checked_and_never_valid(checker, pdf, known):
    found = checker.examine(pdf, known | {"live": False, "lists": known["lists"]})
    assert (found["verdict"], reason(found, "not_revoked")) == ("genuine", "as_of")
    without = checker.examine(pdf, known | {"lists": []})
    assert (without["verdict"], reason(without, "not_revoked")) == ("genuine", "no_list")
    assert states(without)["logged"] == "not_checked"


def test_an_old_list_tells_revocations_and_nothing_else(checker, sealed, known):
    later = "2126-11-23T06:00:00Z"
    found = checker.checkStatus(
        json.loads(sealed.credential), known["lists"], known["did"], {"now": later, "live": True}
    )
    assert (found["state"], found["reason"]) == ("not_checked", "old_list")


def test_a_revocation_shows_in_the_list(checker, client, sealed, pdf, registrar):
    revoke_certificate(sealed, by=registrar, reason="error", at=AT)
    found = checker.examine(pdf, known_to(client, live=False))
    assert (found["verdict"], reason(found, "not_revoked")) == ("revoked", "revoked")


def test_a_forged_list_is_not_believed(checker, sealed, known):
    bits = "u" + base64.urlsafe_b64encode(gzip.compress(b"\xff" * 16384)).decode().rstrip("=")
    forged = json.loads(json.dumps(known["lists"][0]))
    forged["credentialSubject"]["encodedList"] = bits
    found = checker.checkStatus(
        json.loads(sealed.credential), [forged], known["did"], {"live": True}
    )
    assert (found["state"], found["reason"]) == ("not_checked", "list_not_genuine")


def test_every_flipped_byte_and_every_added_one_is_a_change(checker, pdf, known):
    hole = re.search(rb"/Contents <([0-9A-F]+)>", pdf)
    places = [*range(0, len(pdf), 2503), *range(hole.start(1), hole.end(1), 211)]
    for place in places:
        flipped = bytearray(pdf)
        flipped[place] ^= 1 << place % 8
        assert checker.examine(bytes(flipped), known)["verdict"] in {"changed", "unknown"}, place
    for place in range(hole.start(1), hole.end(1), 97):
        flipped = bytearray(pdf)
        flipped[place] ^= 4
        assert checker.examine(bytes(flipped), known)["verdict"] == "changed", place
    for added in (b"\n", b"%%EOF\n", b"\0", pdf):
        assert checker.examine(pdf + added, known)["verdict"] == "changed"
    assert checker.examine(pdf[:-1], known)["verdict"] == "changed"


def test_a_swapped_attachment_is_a_change(checker, sealed, pdf, known):
    start = pdf.index(b"stream\n", pdf.index(b"/EmbeddedFile")) + 7
    size = int(re.search(rb"/EmbeddedFile.*?/Length (\d+)", pdf, re.S).group(1))
    other = sealed.credential.replace("86", "99").encode()
    packed = zlib.compress(other, 9)[:size].ljust(size, b"\0")
    swapped = pdf[:start] + packed + pdf[start + size :]
    assert checker.examine(swapped, known)["verdict"] == "changed"
    update = (
        b"\n200 0 obj\n<</Type /EmbeddedFile/Length 2>>\nstream\n{}\nendstream\nendobj\n%%EOF\n"
    )
    assert checker.examine(pdf + update, known)["verdict"] == "changed"


def test_a_seal_of_another_root_is_not_ours(checker, client, pdf, settings, tmp_path, known):
    settings.KEYS_DIR = tmp_path / "others"
    make_key_files(settings.KEYS_DIR, "Board of strangers", demo=True, at=AT.replace(year=2024))
    other = seal_certificate(issue_certificate(completed_enrolment(), at=AT), at=AT)
    found = checker.examine(other.pdf.read(), known)
    assert (found["verdict"], reason(found, "issued")) == ("unknown", "foreign")
    assert checker.examine(pdf, known_to(client))["verdict"] == "unknown"


def test_a_seal_no_longer_trusted_is_refused(checker, pdf, known):
    signer = checker.checkSeal(pdf, [pem_bytes(known["roots"])])
    found = checker.examine(pdf, known | {"seals": [signer["fingerprint"]]})
    assert (found["verdict"], reason(found, "issued")) == ("unknown", "distrusted")


def pem_bytes(text):
    return base64.b64decode("".join(text.split("-----")[2].split()))


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["credentialSubject"].update(id="urn:uuid:0"),
        lambda d: d.update(undefinedTerm="added"),
        lambda d: d.update(validUntil="2099-01-01T00:00:00Z"),
        lambda d: d["proof"][1].update(created="2020-01-01T00:00:00Z"),
        lambda d: d["proof"][1].update(proofValue=d["proof"][0]["proofValue"]),
        lambda d: d["proof"].append(d["proof"][1]),
        lambda d: d["@context"].reverse(),
    ],
)
def test_a_changed_credential_is_changed(checker, sealed, known, change):
    document = json.loads(sealed.credential)
    change(document)
    assert checker.examine(json.dumps(document), known)["verdict"] == "changed"


def test_a_credential_written_otherwise_is_still_ours(checker, sealed, known):
    other_way = json.dumps(json.loads(sealed.credential), sort_keys=True, indent=4)
    found = checker.examine(other_way, known)
    assert (found["verdict"], states(found)["issued"]) == ("genuine", "passed")


def test_a_key_that_left_the_did_document_is_not_believed(checker, sealed, known):
    gone = known | {"did": known["did"] | {"assertionMethod": []}}
    found = checker.examine(sealed.credential, gone)
    assert (found["verdict"], reason(found, "issued")) == ("unknown", "unknown_key")


def part(value):
    text = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def test_a_token_passes_and_confused_algorithms_do_not(checker, client, sealed, known):
    key = Ed25519PrivateKey.generate()
    raw = key.public_key().public_bytes_raw()
    method = f"{known['did']['id']}#mine"
    address = "z" + base58(b"\xed\x01" + raw)
    known["did"] |= {
        "verificationMethod": [{"id": method, "publicKeyMultibase": address}],
        "assertionMethod": [method],
    }
    claims = {n: v for n, v in json.loads(sealed.credential).items() if n != "proof"}

    def token(**header):
        signed = f"{part(header)}.{part(claims)}"
        return f"{signed}.{part(key.sign(signed.encode()))}"

    good = checker.examine(token(alg="EdDSA", kid=method), known | {"lists": []})
    assert (good["verdict"], states(good)["untouched"]) == ("genuine", "passed")
    for header in ({"alg": "none"}, {"alg": "HS256"}, {"alg": "eddsa"}, {"alg": "ES256"}):
        found = checker.examine(token(**header, kid=method), known)
        assert (found["verdict"], reason(found, "issued")) == ("unknown", "algorithm")
    crit = checker.examine(token(alg="EdDSA", kid=method, crit=["b64"]), known)
    assert crit["verdict"] == "unknown"
    stranger = checker.examine(token(alg="EdDSA", kid="other#key"), known)
    assert stranger["verdict"] == "unknown"
    flipped = miswritten(token(alg="EdDSA", kid=method))
    assert checker.examine(flipped, known)["verdict"] == "changed"


def base58(content):
    letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number, text = int.from_bytes(content, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = letters[rest] + text
    return text


def test_a_proof_of_the_log_is_about_these_very_bytes(checker, client, sealed, pdf, known):
    other = seal_certificate(issue_certificate(completed_enrolment(), at=AT), at=AT)
    proof = proof_for(client, sealed)
    assert checker.examine(pdf, known | {"proof": proof})["verdict"] == "valid"
    wrong = checker.examine(pdf, known | {"proof": proof_for(client, other)})
    assert (wrong["verdict"], reason(wrong, "logged")) == ("changed", "other_entry")
    from_file = checker.examine(pdf, known | {"proof": proof_for(client, other), "live": False})
    assert (from_file["verdict"], states(from_file)["logged"]) == ("genuine", "not_checked")
    forged = proof | {"head": proof["head"] | {"size": 3}}
    assert reason(checker.examine(pdf, known | {"proof": forged}), "logged") == "broken"


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"%PDF-", b"%PDF-1.7\n/ByteRange [0 1 2 3]", b"{}", b"[]", b"null", b"\xff\xfe"),
        *(b"a.b.c", b"...", b'{"issuer": 5}', b"[" * 100_000, b'{"a":' * 50_000, b"1e999"),
        b"%PDF-1.7\n/ByteRange [0 9 11 " + b"9" * 400 + b"]",
    ],
)
def test_garbage_is_unknown_and_never_an_error(checker, known, content):
    assert checker.examine(content, known)["verdict"] in {"unknown", "changed"}


def test_bombs_are_refused(checker, known):
    bomb = zlib.compress(b"\0" * 80_000_000, 9)
    head = b"%%PDF-1.7\n1 0 obj\n<</Type /EmbeddedFile/Filter /FlateDecode/Length %d>>\nstream\n"
    with pytest.raises(Exception, match="too_large"):
        checker.attachedCredential(head % len(bomb) + bomb + b"\nendstream\nendobj\n")
    large = checker.examine(b"%PDF-1.7\n" + b"\0" * 5_000_001, known)
    assert (large["verdict"], reason(large, "untouched")) == ("unknown", "too_large")
