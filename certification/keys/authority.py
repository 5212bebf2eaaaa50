"""Issues X.509: a root, the seal certificates under it, and its revocation list (CRL)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone

_DEMO_MARK = "DEMONSTRATION"
_ROOT_YEARS = 20
_SEAL_YEARS = 5
# Two years: the root's key is off line, and signing the list again takes a ceremony.
_CRL_DAYS = 731


class InvalidRootKey(Exception):
    """The file is not the private key of our root."""


@dataclass(frozen=True)
class RootAuthority:
    """The root's certificate and its private key, which is off line between ceremonies."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def mark(self) -> str:
        return f" {_DEMO_MARK}" if is_demo_certificate(self.certificate) else ""

    @property
    def organisation(self) -> str:
        [found] = self.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
        return str(found.value)


def is_demo_certificate(certificate: x509.Certificate) -> bool:
    return _DEMO_MARK in certificate.subject.rfc4514_string()


def build_subject_name(organisation: str, common_name: str) -> x509.Name:
    parts = [
        (NameOID.COUNTRY_NAME, "MM"),
        (NameOID.ORGANIZATION_NAME, organisation[:64]),  # the upper bound of RFC 5280
        (NameOID.COMMON_NAME, common_name),
    ]
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts])


def _build_key_usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=not ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


def make_certificate_builder(
    name: x509.Name,
    public: ec.EllipticCurvePublicKey,
    *,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    at: dt.datetime,
    years: int,
) -> x509.CertificateBuilder:
    """Return a certificate of the key that is not signed yet.

    It is a root where the issuer is the subject.
    """
    ca = name == issuer
    skid = x509.SubjectKeyIdentifier.from_public_key(public)
    akid = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    serial, until = x509.random_serial_number(), at + dt.timedelta(days=366 * years)
    return (
        x509.CertificateBuilder(issuer, name, public, serial, at, until)
        .add_extension(x509.BasicConstraints(ca, 0 if ca else None), critical=True)
        .add_extension(skid, critical=False)
        .add_extension(akid, critical=False)
        .add_extension(_build_key_usage(ca=ca), critical=True)
    )


def create_root_authority(organisation: str, *, demo: bool, at: dt.datetime) -> RootAuthority:
    """Return a new root: EC P-256, valid for twenty years."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = build_subject_name(organisation, f"Certificate Root{f' {_DEMO_MARK}' if demo else ''}")
    built = make_certificate_builder(
        name, key.public_key(), issuer=name, issuer_key=key, at=at, years=_ROOT_YEARS
    )
    return RootAuthority(built.sign(key, hashes.SHA256()), key)


def load_root_authority(
    certificate: bytes, key_file: Path, password: bytes | None = None
) -> RootAuthority:
    """Return the root with the private key of the file.

    Raises InvalidRootKey, OSError, and TypeError where the file is protected by a password and
    none was given, or the other way round.
    """
    root = x509.load_pem_x509_certificate(certificate)
    try:
        key = serialization.load_pem_private_key(key_file.read_bytes(), password)
    except ValueError as problem:
        raise InvalidRootKey(f"{key_file} cannot be read as a private key") from problem
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != root.public_key():
        raise InvalidRootKey(f"{key_file} is not the private key of the root")
    return RootAuthority(root, key)


def issue_seal_certificate(
    authority: RootAuthority,
    public: ec.EllipticCurvePublicKey,
    kid: str,
    *,
    at: dt.datetime,
    list_url: str,
) -> x509.Certificate:
    """Return a seal's certificate: valid for five years, with the address of the CRL."""
    label = kid.removeprefix("seal-").removeprefix("demo-")
    name = build_subject_name(authority.organisation, f"Certificate Seal {label}{authority.mark}")
    # mypy does not check keyword arguments against a dictionary of two types.
    issuer = {"issuer": authority.certificate.subject, "issuer_key": authority.key}
    built = make_certificate_builder(name, public, at=at, years=_SEAL_YEARS, **issuer)  # type: ignore[arg-type]
    place = [x509.UniformResourceIdentifier(list_url)]
    point = x509.CRLDistributionPoints([x509.DistributionPoint(place, None, None, None)])
    return built.add_extension(point, critical=False).sign(authority.key, hashes.SHA256())


def sign_crl(
    authority: RootAuthority,
    revoked: Iterable[tuple[x509.Certificate, dt.date]],
    *,
    at: dt.datetime,
) -> x509.CertificateRevocationList:
    """Return the signed CRL of compromised seals, each with its day."""
    # CRL numbers must grow (RFC 5280, 5.2.3); seconds do so without a counter to keep.
    issuer, number = authority.certificate.subject, int(at.timestamp())
    akid = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    built = (
        x509.CertificateRevocationListBuilder(issuer, at, at + dt.timedelta(days=_CRL_DAYS))
        .add_extension(akid, critical=False)
        .add_extension(x509.CRLNumber(number), critical=False)
    )
    for certificate, since in revoked:
        built = built.add_revoked_certificate(_build_crl_entry(certificate, since))
    return built.sign(authority.key, hashes.SHA256())


def _build_crl_entry(certificate: x509.Certificate, since: dt.date) -> x509.RevokedCertificate:
    # Revoked since the start of validity: a stolen key can back-date signatures. The invalidity
    # date tells since when the key is in doubt.
    doubted = dt.datetime.combine(since, dt.time(), timezone.get_default_timezone())
    doubted = doubted.astimezone(dt.UTC).replace(tzinfo=None)
    return (
        x509.RevokedCertificateBuilder()
        .serial_number(certificate.serial_number)
        .revocation_date(certificate.not_valid_before_utc)
        .add_extension(x509.CRLReason(x509.ReasonFlags.key_compromise), critical=False)
        .add_extension(x509.InvalidityDate(doubted), critical=False)
        .build()
    )
