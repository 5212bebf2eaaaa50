"""Puts the seal on a file: one PAdES signature after which nothing may change."""

from __future__ import annotations

import io

from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.errors import (
    CRLValidationError,
    OCSPValidationError,
    PathError,
    ValidationError,
)
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certification.keys.active import SealKey, load_seal_key
from certification.sealing import timestamps
from certification.sealing.validation import has_trusted_timestamp, load_certificate_file

_SIGNATURE_FIELD = "IssuerSeal"
_TIMESTAMP_ERRORS = (
    *(OSError, ValueError, TypeError, LookupError, AttributeError, SigningError),
    *(PathError, ValidationError, CRLValidationError, OCSPValidationError),
)
_MAX_SIGNATURE_BYTES = 72  # of EC P-256, as a DER pair
_SPARE_BYTES = 16  # bytes by which one seal may be longer than another of the same key
_reserved_sizes: dict[bytes, int] = {}  # hex digits of a seal, by the digest of its certificate


class _SealSigner(signers.Signer):
    """Lets pyHanko sign with our key, wherever its private half lies."""

    def __init__(self, seal: SealKey) -> None:
        store = SimpleCertificateStore()
        store.register(load_certificate_file(seal.root_file))
        certificate = load_certificate_file(seal.certificate_file)
        super().__init__(signing_cert=certificate, cert_registry=store)
        self.key = seal.key

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        return bytes(_MAX_SIGNATURE_BYTES) if dry_run else self.key.sign(data)


def sign_pdf(content: bytes, seal: SealKey | None = None) -> bytes:
    """The file with our seal; the old bytes stay as they are, the signature is appended.

    Raises KeyUnavailable, timestamps.TimestampUnavailable.
    """
    seal = seal or load_seal_key()
    authority = timestamps.get_timestamper()
    if authority is None:
        return _apply_signature(content, seal, None)
    try:
        sealed = _apply_signature(content, seal, authority)
    except _TIMESTAMP_ERRORS as problem:
        raise timestamps.TimestampUnavailable(f"{type(problem).__name__}: {problem}") from problem
    if not has_trusted_timestamp(sealed):
        raise timestamps.TimestampUnavailable("the timestamp does not lead to one of TSA_ROOTS")
    return sealed


def _apply_signature(content: bytes, seal: SealKey, authority: TimeStamper | None) -> bytes:
    meta = signers.PdfSignatureMetadata(
        field_name=_SIGNATURE_FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason="Certificate issued",
        name=settings.ISSUER["name"]["en"],
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        **timestamps.build_signature_options(load_certificate_file(seal.root_file)),
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    signer = signers.PdfSigner(meta, _SealSigner(seal), timestamper=authority)
    certificate = load_certificate_file(seal.certificate_file).sha256
    room = None if authority else _reserved_sizes.get(certificate)
    sealed: bytes = signer.sign_pdf(writer, bytes_reserved=room).getbuffer().tobytes()
    if authority is None and room is None:
        _reserved_sizes[certificate] = _measure_signature(sealed)
    return sealed


def _measure_signature(sealed: bytes) -> int:
    """Hex digits of the signature in the file, and some more: an EC signature varies by bytes.

    Whoever knows it need not sign twice, the first time only to see how long it gets.
    """
    start = sealed.rindex(b"/Contents <") + len(b"/Contents <")
    header = bytes.fromhex(sealed[start : start + 8].decode())
    return 2 * (4 + int.from_bytes(header[2:4], "big") + _SPARE_BYTES)
