"""Validates the seal of a file: whether it is ours, intact, and covers every byte."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from asn1crypto import x509
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from certification.keys.active import find_root_certificate, list_seal_certificates
from certification.keys.storage import reporting_damage
from certification.sealing import timestamps

_ALLOWED_MODIFICATIONS = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)


class SealCheck(Enum):
    """What the signatures of a file amount to."""

    INTACT = "intact"
    BROKEN = "broken"
    ABSENT = "absent"


@dataclass(frozen=True)
class TrustAnchors:
    """What we trust: our root, the seals of all years (DER), the roots of time authorities."""

    root: x509.Certificate
    seals: frozenset[bytes]
    authorities: tuple[x509.Certificate, ...]


def load_trust_anchors() -> TrustAnchors:
    """Return the trust anchors; raise KeyUnavailable or OSError when they cannot be read."""
    seals = frozenset(load_certificate_file(path).dump() for path in list_seal_certificates())
    return TrustAnchors(
        load_certificate_file(find_root_certificate()),
        seals,
        tuple(timestamps.load_tsa_roots()),
    )


@lru_cache(maxsize=32)
def _read_certificate_file(path: Path, modified: int) -> x509.Certificate:
    # ``modified`` is only part of the cache's key: a file that was replaced is read again.
    with reporting_damage(path):
        return load_cert_from_pemder(str(path))


def load_certificate_file(path: Path) -> x509.Certificate:
    """Return the certificate in the form that pyHanko takes; raise KeyUnavailable, OSError."""
    return _read_certificate_file(path, path.stat().st_mtime_ns)


def check_seal(content: bytes) -> SealCheck:
    """Return INTACT only when our signature, or the timestamp after it, covers every byte.

    Raises KeyUnavailable, OSError when our own certificates cannot be read.
    """
    # Outside of the try blocks: a missing key of ours says nothing against the file.
    trust = load_trust_anchors()
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        signatures = list(reader.embedded_signatures)
        ours = [signature for signature in signatures if _is_own_signature(signature, trust)]
    except Exception:  # a malformed file may raise anything in the parser
        return SealCheck.ABSENT
    if not ours:
        return SealCheck.ABSENT
    try:
        return SealCheck.INTACT if _is_intact(trust, *signatures) else SealCheck.BROKEN
    except Exception:  # a damaged signature may be damaged in any way
        return SealCheck.BROKEN


def _is_own_signature(signature: EmbeddedPdfSignature, trust: TrustAnchors) -> bool:
    """Whether the signature names one of our seals, present or past, as its signer."""
    return signature.signer_cert.dump() in trust.seals


def _is_intact(
    trust: TrustAnchors, seal: EmbeddedPdfSignature, *later: EmbeddedPdfSignature
) -> bool:
    """Whether the seal is valid and followed by one timestamp at most, and nothing else."""
    if not _is_own_signature(seal, trust) or not _is_seal_valid(validate_signature(seal, trust)):
        return False
    if not later:
        return covers_file(seal)
    return len(later) == 1 and _is_trusted_timestamp(later[0], trust) and covers_file(later[0])


def validate_signature(seal: EmbeddedPdfSignature, trust: TrustAnchors) -> PdfSignatureStatus:
    # As of the claimed time: a certificate that has expired since was valid when it sealed.
    at = seal.self_reported_timestamp
    return validate_pdf_signature(
        seal,
        signer_validation_context=_build_offline_context((trust.root,), at),
        ts_validation_context=_build_offline_context(trust.authorities, at),
    )


def _build_offline_context(
    roots: tuple[x509.Certificate, ...], at: dt.datetime | None
) -> ValidationContext:
    # Never fetch: an uploaded file must not make this server request addresses of its choice.
    return ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=at)


def _is_seal_valid(status: PdfSignatureStatus) -> bool:
    """Whether the signature holds, and later revisions only add evidence for the long term."""
    # Its timestamp does not count here: the authority's root may have left TSA_ROOTS since.
    signed = status.intact and status.valid and status.trusted
    return bool(
        signed and status.docmdp_ok and status.modification_level in _ALLOWED_MODIFICATIONS
    )


def covers_file(signature: EmbeddedPdfSignature) -> bool:
    coverage = signature.evaluate_signature_coverage()
    return coverage == SignatureCoverageLevel.ENTIRE_FILE


def _is_trusted_timestamp(signature: EmbeddedPdfSignature, trust: TrustAnchors) -> bool:
    """Whether the signature is a document timestamp of an authority that we trust."""
    if signature.sig_object_type != "/DocTimeStamp":
        return False
    at = signature.signed_data["encap_content_info"]["content"].parsed["gen_time"].native
    status = validate_pdf_timestamp(signature, _build_offline_context(trust.authorities, at))
    return status.intact and status.valid and status.trusted


def has_trusted_timestamp(content: bytes) -> bool:
    """Whether our new seal is intact and its timestamp leads to a root that we trust."""
    if check_seal(content) is not SealCheck.INTACT:
        return False
    seal = next(iter(PdfFileReader(io.BytesIO(content)).embedded_signatures))
    status = validate_signature(seal, load_trust_anchors())
    return status.timestamp_validity is not None and status.bottom_line
