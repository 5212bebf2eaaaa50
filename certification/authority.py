"""Makes the key files: a root, a seal certified by it, and the keys of credentials and log."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import NameOID

DEMO_MARK = "DEMONSTRATION"
PrivateKey = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


def write_once(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """A new file with the mode from its first byte on; FileExistsError if it is there."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with open(descriptor, "wb") as file:
        file.write(content)


def write_key(path: Path, key: PrivateKey) -> None:
    content = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    write_once(path, content, mode=0o600)


def write_public_key(path: Path, key: ed25519.Ed25519PrivateKey) -> None:
    content = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    write_once(path, content)


def subject(organisation: str, common_name: str) -> x509.Name:
    parts = [
        (NameOID.COUNTRY_NAME, "MM"),
        (NameOID.ORGANIZATION_NAME, organisation[:64]),
        (NameOID.COMMON_NAME, common_name),
    ]
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts])


def key_usage(*, ca: bool) -> x509.KeyUsage:
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


def certify(
    name: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    *,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    at: dt.datetime,
    years: int,
) -> x509.Certificate:
    """A certificate of the key; a root where the issuer is the subject."""
    ca, public = name == issuer, key.public_key()
    skid = x509.SubjectKeyIdentifier.from_public_key(public)
    akid = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key())
    serial, until = x509.random_serial_number(), at + dt.timedelta(days=366 * years)
    return (
        x509.CertificateBuilder(issuer, name, public, serial, at, until)
        .add_extension(x509.BasicConstraints(ca, 0 if ca else None), critical=True)
        .add_extension(skid, critical=False)
        .add_extension(akid, critical=False)
        .add_extension(key_usage(ca=ca), critical=True)
        .sign(issuer_key, hashes.SHA256())
    )


def make_seal(folder: Path, organisation: str, kid: str, at: dt.datetime) -> None:
    """Root and seal: EC P-256 keys and certificates; the root key may then go off line."""
    root_key, seal_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    mark = f" {DEMO_MARK}" if "demo" in kid else ""
    root_name = subject(organisation, f"Certificate Root{mark}")
    seal_name = subject(organisation, f"Certificate Seal {at.year}{mark}")
    signed_by = {"issuer": root_name, "issuer_key": root_key, "at": at}
    root = certify(root_name, root_key, years=20, **signed_by)  # type: ignore[arg-type]
    seal = certify(seal_name, seal_key, years=5, **signed_by)  # type: ignore[arg-type]
    pem = serialization.Encoding.PEM
    write_key(folder / "root.key.pem", root_key)
    write_key(folder / f"seal-{kid}.key.pem", seal_key)
    write_once(folder / f"seal-{kid}.pem", seal.public_bytes(pem))
    write_once(folder / "root.pem", root.public_bytes(pem))


def make_signing_key(folder: Path, purpose: str, kid: str) -> None:
    """An Ed25519 key pair as ``<purpose>-<kid>.key.pem`` and ``.pub.pem``."""
    key = ed25519.Ed25519PrivateKey.generate()
    write_key(folder / f"{purpose}-{kid}.key.pem", key)
    write_public_key(folder / f"{purpose}-{kid}.pub.pem", key)


def make_key_files(folder: Path, organisation: str, *, demo: bool, at: dt.datetime) -> None:
    """Every key of one year. Demo keys carry ``demo`` in their names and certificates."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    kid = f"demo-{at.year}" if demo else str(at.year)
    with TemporaryDirectory(dir=folder, prefix=".new-") as fresh:
        make_seal(Path(fresh), organisation, kid, at)
        for purpose in ("credential", "log"):
            make_signing_key(Path(fresh), purpose, kid)
        move_once(Path(fresh), folder)


def move_once(source: Path, target: Path) -> None:
    """Move all files, ``root.pem`` last: where it stands, all stand. Overwrites nothing."""
    files = sorted(source.iterdir(), key=lambda path: path.name == "root.pem")
    for file in files:
        if (target / file.name).exists() and (target / "root.pem").exists():
            raise FileExistsError(target / file.name)
    for file in files:
        file.replace(target / file.name)
