"""Puts the seal on a file, one PAdES signature after which nothing may change; reads it too."""

from __future__ import annotations

import datetime as dt
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
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import (
    CRLValidationError,
    OCSPValidationError,
    PathError,
    ValidationError,
)
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certification import keys, timestamps

FIELD = "IssuerSeal"
NOT_WITNESSED = (
    *(OSError, ValueError, TypeError, LookupError, AttributeError, SigningError),
    *(PathError, ValidationError, CRLValidationError, OCSPValidationError),
)
HARMLESS = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)
LONGEST_SIGNATURE = 72  # of EC P-256, as a DER pair
SPARE = 16  # bytes by which one seal may be longer than another of the same key
_rooms: dict[bytes, int] = {}  # hex digits of a seal, by the digest of its certificate


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
    """The file with our seal; the old bytes stay as they are, the signature is appended.

    Raises keys.KeyMissing, timestamps.TimestampUnavailable.
    """
    seal = seal or keys.seal()
    authority = timestamps.authority()
    if authority is None:
        return write_seal(content, seal, None)
    try:
        sealed = write_seal(content, seal, authority)
    except NOT_WITNESSED as problem:
        raise timestamps.TimestampUnavailable(f"{type(problem).__name__}: {problem}") from problem
    if not is_witnessed(sealed):
        raise timestamps.TimestampUnavailable("the timestamp does not lead to one of TSA_ROOTS")
    return sealed


def write_seal(content: bytes, seal: keys.Seal, authority: TimeStamper | None) -> bytes:
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason="Certificate issued",
        name=settings.ISSUER["name"]["en"],
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        **timestamps.signature_options(certificate_at(seal.root_file)),
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    signer = signers.PdfSigner(meta, SealSigner(seal), timestamper=authority)
    certificate = certificate_at(seal.certificate_file).sha256
    room = None if authority else _rooms.get(certificate)
    sealed: bytes = signer.sign_pdf(writer, bytes_reserved=room).getbuffer().tobytes()
    if authority is None and room is None:
        _rooms[certificate] = room_taken(sealed)
    return sealed


def room_taken(sealed: bytes) -> int:
    """Hex digits of the signature in the file, and some more: an EC signature varies by bytes.

    Whoever knows it need not sign twice, the first time only to see how long it gets.
    """
    start = sealed.rindex(b"/Contents <") + len(b"/Contents <")
    header = bytes.fromhex(sealed[start : start + 8].decode())
    return 2 * (4 + int.from_bytes(header[2:4], "big") + SPARE)


class Seal(Enum):
    """What a file's signature says."""

    INTACT = "intact"
    BROKEN = "broken"
    ABSENT = "absent"


def read_seal(content: bytes) -> Seal:
    """INTACT only where our signature, or the timestamp after it, covers every byte."""
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        signatures = list(reader.embedded_signatures)
        ours = [signature for signature in signatures if is_ours(signature)]
    except Exception:  # whatever a stranger's file makes the parser stumble over
        return Seal.ABSENT
    if not ours:
        return Seal.ABSENT
    try:
        return Seal.INTACT if is_whole(*signatures) else Seal.BROKEN
    except Exception:  # a damaged signature may be damaged in any way
        return Seal.BROKEN


def is_ours(signature: EmbeddedPdfSignature) -> bool:
    """Whether the signature names one of our seals, of this year or before, as its signer."""
    signer = signature.signer_cert.dump()
    return any(certificate_at(path).dump() == signer for path in keys.seal_certificates())


def is_whole(seal: EmbeddedPdfSignature, *later: EmbeddedPdfSignature) -> bool:
    """Whether the seal stands, nothing follows but one timestamp, and nothing after that."""
    if not is_ours(seal) or not stands(status_of(seal)):
        return False
    if not later:
        return covers_file(seal)
    return len(later) == 1 and is_timestamp(later[0]) and covers_file(later[0])


def status_of(seal: EmbeddedPdfSignature) -> PdfSignatureStatus:
    at = seal.self_reported_timestamp
    ours = context([certificate_at(keys.root_file())], at)
    return validate_pdf_signature(
        seal, signer_validation_context=ours, ts_validation_context=context(timestamps.roots(), at)
    )


def context(roots: list[x509.Certificate], at: dt.datetime | None) -> ValidationContext:
    return ValidationContext(trust_roots=roots, allow_fetching=False, moment=at)


def stands(status: PdfSignatureStatus) -> bool:
    """The signature is ours and whole, and no later revision does more than bear witness.

    Who witnessed its time is no matter here: an authority's root may have gone since.
    """
    signed = status.intact and status.valid and status.trusted
    return bool(signed and status.docmdp_ok and status.modification_level in HARMLESS)


def covers_file(signature: EmbeddedPdfSignature) -> bool:
    coverage = signature.evaluate_signature_coverage()
    return coverage == SignatureCoverageLevel.ENTIRE_FILE


def is_timestamp(signature: EmbeddedPdfSignature) -> bool:
    """Whether an authority that we rely on witnessed the file as it was then."""
    if signature.sig_object_type != "/DocTimeStamp":
        return False
    at = signature.signed_data["encap_content_info"]["content"].parsed["gen_time"].native
    status = validate_pdf_timestamp(signature, context(timestamps.roots(), at))
    return status.intact and status.valid and status.trusted


def is_witnessed(content: bytes) -> bool:
    """Whether our new seal stands, and its timestamp leads to a root that we rely on."""
    if read_seal(content) is not Seal.INTACT:
        return False
    seal = next(iter(PdfFileReader(io.BytesIO(content)).embedded_signatures))
    status = status_of(seal)
    return status.timestamp_validity is not None and status.bottom_line
