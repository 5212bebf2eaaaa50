"""Signs a PDF with the seal: one PAdES signature after which nothing may change."""

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
# What pyHanko, its validator and requests raise while they fetch and check a timestamp: there is
# no common class, and each of them means that the file can be sealed later.
_TIMESTAMP_ERRORS = (
    *(OSError, ValueError, TypeError, LookupError, AttributeError, SigningError),
    *(PathError, ValidationError, CRLValidationError, OCSPValidationError),
)
_MAX_SIGNATURE_BYTES = 72  # of EC P-256 as a DER pair, whose integers vary in length
_SPARE_BYTES = 16  # by which one seal may be longer than another of the same key
_reserved_sizes: dict[bytes, int] = {}  # hex digits of a seal, by the digest of its certificate


class _SealSigner(signers.Signer):
    """Lets pyHanko sign with a key that may lie in a file or in a PKCS#11 token."""

    def __init__(self, seal: SealKey) -> None:
        root, store = load_certificate_file(seal.root_file), SimpleCertificateStore()
        store.register(root)
        certificate = load_certificate_file(seal.certificate_file)
        super().__init__(signing_cert=certificate, cert_registry=store)
        self.key, self.root, self.certificate = seal.key, root, certificate

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        return bytes(_MAX_SIGNATURE_BYTES) if dry_run else self.key.sign(data)


def sign_pdf(
    content: bytes, seal: SealKey | None = None, *, reason: str = "Certificate issued"
) -> bytes:
    """Append our signature, and a timestamp where one is configured; the bytes before it stay.

    ``reason`` is what readers of PDF show with it. Raises KeyUnavailable, TimestampUnavailable.
    """
    signer = _SealSigner(seal or load_seal_key())
    authority = timestamps.get_timestamper()
    if authority is None:
        return _apply_signature(content, signer, None, reason)
    try:
        sealed = _apply_signature(content, signer, authority, reason)
    except _TIMESTAMP_ERRORS as problem:
        raise timestamps.TimestampUnavailable(f"{type(problem).__name__}: {problem}") from problem
    # pyHanko does not ask whom the timestamp leads to; a file that we ourselves would not accept
    # must not be stored.
    if not has_trusted_timestamp(sealed):
        raise timestamps.TimestampUnavailable("the timestamp does not lead to one of TSA_ROOTS")
    return sealed


def _apply_signature(
    content: bytes, signer: _SealSigner, authority: TimeStamper | None, reason: str
) -> bytes:
    meta = signers.PdfSignatureMetadata(
        field_name=_SIGNATURE_FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason,
        name=settings.ISSUER["name"]["en"],
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        **timestamps.build_signature_options(signer.root),
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    signing = signers.PdfSigner(meta, signer, timestamper=authority)
    # Without a known size pyHanko signs twice, the first time only to measure. The size of a
    # timestamp is the authority's affair and may change, so then it is measured each time.
    digest = signer.certificate.sha256
    reserved = None if authority else _reserved_sizes.get(digest)
    sealed: bytes = signing.sign_pdf(writer, bytes_reserved=reserved).getbuffer().tobytes()
    if authority is None and reserved is None:
        _reserved_sizes[digest] = _measure_signature(sealed)
    return sealed


def _measure_signature(sealed: bytes) -> int:
    """Return the hex digits that the signature in the file takes, with some to spare."""
    start = sealed.rindex(b"/Contents <") + len(b"/Contents <")
    header = bytes.fromhex(sealed[start : start + 8].decode())
    return 2 * (4 + int.from_bytes(header[2:4], "big") + _SPARE_BYTES)
