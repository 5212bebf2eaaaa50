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

from certification import keys
from certification.sealing import timestamps
from certification.sealing.validation import certificate_at, is_witnessed

FIELD = "IssuerSeal"
NOT_WITNESSED = (
    *(OSError, ValueError, TypeError, LookupError, AttributeError, SigningError),
    *(PathError, ValidationError, CRLValidationError, OCSPValidationError),
)
LONGEST_SIGNATURE = 72  # of EC P-256, as a DER pair
SPARE = 16  # bytes by which one seal may be longer than another of the same key
_rooms: dict[bytes, int] = {}  # hex digits of a seal, by the digest of its certificate


class SealSigner(signers.Signer):
    """Lets pyHanko sign with our key, wherever its private half lies."""

    def __init__(self, seal: keys.SealKey) -> None:
        store = SimpleCertificateStore()
        store.register(certificate_at(seal.root_file))
        certificate = certificate_at(seal.certificate_file)
        super().__init__(signing_cert=certificate, cert_registry=store)
        self.key = seal.key

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        return bytes(LONGEST_SIGNATURE) if dry_run else self.key.sign(data)


def sign_file(content: bytes, seal: keys.SealKey | None = None) -> bytes:
    """The file with our seal; the old bytes stay as they are, the signature is appended.

    Raises keys.KeyMissing, timestamps.TimestampUnavailable.
    """
    seal = seal or keys.load_seal_key()
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


def write_seal(content: bytes, seal: keys.SealKey, authority: TimeStamper | None) -> bytes:
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
