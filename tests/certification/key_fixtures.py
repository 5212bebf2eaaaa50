"""Keys of a test's own, kept by the command, and what is said of certificates here and outside."""

import io
import json
from types import SimpleNamespace

import pytest
from asn1crypto import pem, x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.management import call_command
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certification.credentials.data_integrity import (
    ED25519_MULTICODEC,
    InvalidProof,
    from_base58,
    verify_proofs,
)
from certification.issuing.issue import issue_certificate
from certification.sealing.seal import seal_certificate
from certification.verification.files import verify_file
from certification.verification.verdicts import verify_code
from tests.certification.factories import completed_enrolment


@pytest.fixture
def house(settings, tmp_path):
    """Keys A, and a folder that is published."""
    settings.KEYS_DIR = tmp_path / "keys"
    call_command("keys", "make", "--demo", verbosity=0)
    return SimpleNamespace(keys=settings.KEYS_DIR, public=tmp_path / "public")


def run(*words):
    out = io.StringIO()
    call_command("keys", *map(str, words), stdout=out, stderr=out)
    return out.getvalue()


def lose(kid, *options):
    """What the command tells when a key is marked as compromised."""
    return run("retire", kid, "--compromised", "--reason", "A disk was stolen", *options)


def seal_one():
    return seal_certificate(issue_certificate(completed_enrolment()))


def content_of(certificate):
    with certificate.pdf.open() as file:
        return file.read()


def strangers_keys(public):
    """The public keys as a verifier reads them from the DID document."""
    document = json.loads((public / ".well-known/did.json").read_text())
    trusted = set(document["assertionMethod"])
    return [
        Ed25519PublicKey.from_public_bytes(
            from_base58(method["publicKeyMultibase"][1:]).removeprefix(ED25519_MULTICODEC)
        )
        for method in document["verificationMethod"]
        if method["id"] in trusted
    ]


def credential_holds(public, certificate):
    try:
        verify_proofs(json.loads(certificate.credential), strangers_keys(public))
    except InvalidProof:
        return False
    return True


def seal_holds(public, certificate):
    """What a reader says that knows nothing but our published root and its list."""
    _, _, root = pem.unarmor((public / "keys/root.pem").read_bytes())
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(root)],
        crls=[(public / "keys/root.crl").read_bytes()],
        revocation_mode="hard-fail",
    )
    [signature] = PdfFileReader(io.BytesIO(content_of(certificate))).embedded_signatures
    return validate_pdf_signature(signature, signer_validation_context=context).bottom_line


def holds_outside(public, certificate):
    answers = {credential_holds(public, certificate), seal_holds(public, certificate)}
    assert len(answers) == 1
    return answers.pop()


def holds_here(certificate):
    answers = {
        verify_code(certificate.code).status,
        verify_file(content_of(certificate)).status,
        verify_file(certificate.credential.encode()).status,
    }
    assert len(answers) == 1
    return answers.pop()
