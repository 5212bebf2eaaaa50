"""Puts the seal on a file: one certifying PAdES signature after which nothing may change."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from asn1crypto.x509 import Certificate as X509
from django.conf import settings
from pyhanko.keys import load_cert_from_pemder, load_private_key_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certification import keys

FIELD = "IssuerSeal"


@lru_cache(maxsize=4)
def load_certificate(path: Path, modified: int) -> X509:
    return load_cert_from_pemder(str(path))


def certificate_at(path: Path) -> X509:
    return load_certificate(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def load_signer(seal: keys.Seal, modified: int) -> signers.SimpleSigner:
    store = SimpleCertificateStore()
    store.register(certificate_at(seal.root_file))
    return signers.SimpleSigner(
        signing_cert=certificate_at(seal.certificate_file),
        signing_key=load_private_key_from_pemder(str(seal.key_file), None),
        cert_registry=store,
    )


def sign_file(content: bytes) -> bytes:
    """The file with our seal; the old bytes stay as they are, the signature is appended."""
    seal = keys.seal()
    signer = load_signer(seal, seal.key_file.stat().st_mtime_ns)
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
