"""Puts the seal on a file, one PAdES signature after which nothing may change; reads it too."""

from __future__ import annotations

import io
from enum import Enum
from functools import lru_cache
from pathlib import Path

from asn1crypto import x509
from django.conf import settings
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certification import keys

FIELD = "IssuerSeal"
LONGEST_SIGNATURE = 72  # of EC P-256, as a DER pair


@lru_cache(maxsize=4)
def load_certificate(path: Path, modified: int) -> x509.Certificate:
    return load_cert_from_pemder(str(path))


def certificate_at(path: Path) -> x509.Certificate:
    return load_certificate(path, path.stat().st_mtime_ns)


class SealSigner(signers.Signer):
    """Lets pyHanko sign with our key, wherever its private half lies."""

    def __init__(self, seal: keys.Seal) -> None:
        store = SimpleCertificateStore()
        store.register(certificate_at(seal.root_file))
        certificate = certificate_at(seal.certificate_file)
        super().__init__(signing_cert=certificate, cert_registry=store)
        self.key = seal.key

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        return bytes(LONGEST_SIGNATURE) if dry_run else self.key.sign(data)


def sign_file(content: bytes, seal: keys.Seal | None = None) -> bytes:
    """The file with our seal; the old bytes stay as they are, the signature is appended."""
    signer = SealSigner(seal or keys.seal())
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason="Certificate issued",
        name=settings.ISSUER["name"]["en"],
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    return signers.PdfSigner(meta, signer).sign_pdf(writer).getbuffer().tobytes()


class Seal(Enum):
    """What a file's signature says."""

    INTACT = "intact"
    BROKEN = "broken"
    ABSENT = "absent"


def read_seal(content: bytes) -> Seal:
    """INTACT only where our signature covers every byte of the file."""
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        ours = [signature for signature in reader.embedded_signatures if is_ours(signature)]
    except Exception:  # whatever a stranger's file makes the parser stumble over
        return Seal.ABSENT
    if not ours:
        return Seal.ABSENT
    return Seal.INTACT if len(ours) == 1 and covers_all(ours[0]) else Seal.BROKEN


def is_ours(signature: EmbeddedPdfSignature) -> bool:
    """Whether the signature names one of our seals, of this year or before, as its signer."""
    signer = signature.signer_cert.dump()
    return any(certificate_at(path).dump() == signer for path in keys.seal_certificates())


def covers_all(signature: EmbeddedPdfSignature) -> bool:
    context = ValidationContext(
        trust_roots=[certificate_at(keys.root_file())],
        allow_fetching=False,
        moment=signature.self_reported_timestamp,
    )
    try:
        status = validate_pdf_signature(signature, signer_validation_context=context)
    except Exception:  # a damaged signature may be damaged in any way
        return False
    return status.bottom_line and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
