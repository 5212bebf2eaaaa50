"""Finds what is wrong with the keys, or soon will be, in words for an operator."""

from __future__ import annotations

import datetime as dt
import logging
import stat
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.utils import timezone

from certification.keys.active import (
    KEY_BACKENDS,
    find_active_entry,
    load_seal_key,
    load_signing_key,
    read_crl,
)
from certification.keys.authority import is_demo_certificate
from certification.keys.files import SigningKey
from certification.keys.register import KEY_PURPOSES, KeyEntry
from certification.keys.storage import KeyUnavailable, keys_dir

logger = logging.getLogger(__name__)
_WARN_AHEAD = dt.timedelta(days=60)
_MAX_AGE_YEARS = 2  # of a signing key: operate.md asks for a rotation each year
_PROBE_MESSAGE = b"Do the two halves of this key belong together?"


def find_demo_keys() -> list[Path]:
    """Return files of demo keys, told by name or by the words in a certificate."""
    return [path for path in sorted(keys_dir().glob("*.pem")) if _is_demo_file(path)]


def _is_demo_file(path: Path) -> bool:
    if "-demo-" in path.name:
        return True
    content = path.read_bytes()
    if b"BEGIN CERTIFICATE" not in content:
        return False
    return is_demo_certificate(x509.load_pem_x509_certificate(content))


def find_key_problems() -> list[str]:
    """Return what keeps certificates from being sealed; [] is good."""
    found = [*_find_missing_keys(), *_find_exposed_keys(), *find_expired_seals()]
    if not settings.LMS_DEMO:
        found += [f"{path} is a demo key: make your own" for path in find_demo_keys()]
    for problem in found:
        logger.error("certification keys: %s", problem)
    return found


def find_key_settings_problems() -> list[str]:
    """Return what does not fit in the settings of the key store."""
    chosen = settings.KEYS
    if chosen["BACKEND"] not in KEY_BACKENDS:
        return [f"KEYS_BACKEND is none of {', '.join(KEY_BACKENDS)}"]
    if chosen["BACKEND"] == "files":
        return []
    found = [f"PKCS11_{name} is not set" for name in ("MODULE", "TOKEN") if not chosen[name]]
    if not (chosen["PIN"] or chosen["PIN_FILE"]):
        found.append("PKCS11_PIN_FILE is not set")
    unknown = sorted(set(chosen["PURPOSES"]) - set(KEY_PURPOSES))
    return found + [f"PKCS11_PURPOSES: there is no key for {name}" for name in unknown]


def _find_missing_keys() -> list[str]:
    found = []
    for purpose in KEY_PURPOSES:
        try:
            load_seal_key() if purpose == "seal" else load_signing_key(purpose)
        # Whatever fails is reported: a check that raises would hide the other problems.
        except (KeyUnavailable, OSError, ValueError) as problem:
            found.append(str(problem))
    return found


def _find_exposed_keys() -> list[str]:
    """Return private keys that others can read, and a folder that others can write."""
    readable = [path for path in keys_dir().glob("*.key.pem") if path.stat().st_mode & 0o077]
    found = [f"{path} may be read by others: chmod 600" for path in readable]
    is_open = keys_dir().is_dir() and keys_dir().stat().st_mode & stat.S_IWOTH
    return found + ([f"{keys_dir()} may be changed by others: chmod 700"] if is_open else [])


def find_expired_seals(*, ahead: dt.timedelta = dt.timedelta()) -> list[str]:
    """Return the active seal if its certificate has expired or will within the period."""
    try:
        path = keys_dir() / f"{find_active_entry('seal').kid}.pem"
        ends = x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
    except (KeyUnavailable, OSError, ValueError):
        return []
    late = ends <= timezone.now() + ahead
    return [f"{path} ends on {ends.date()}: manage.py keys rotate seal"] if late else []


def find_key_warnings() -> list[str]:
    """Return what works today but should not stay as it is."""
    found = [*find_expired_seals(ahead=_WARN_AHEAD), *_find_old_keys(), *_find_crl_problems()]
    if (keys_dir() / "root.key.pem").exists():
        found.append(f"{keys_dir() / 'root.key.pem'}: move it off this machine")
    return found


def _find_old_keys() -> list[str]:
    aged = ((entry, entry.year_and_number[0]) for entry in list_active_entries())
    return [
        f"{entry.kid} was made in {year}: manage.py keys rotate {entry.purpose}"
        for entry, year in aged
        if year + _MAX_AGE_YEARS < timezone.localdate().year
    ]


def list_active_entries() -> list[KeyEntry]:
    """Return the active key of each purpose, where there is one."""
    found = []
    for purpose in KEY_PURPOSES:
        try:
            found.append(find_active_entry(purpose))
        except KeyUnavailable:
            continue
    return found


def _find_crl_problems() -> list[str]:
    """Return whether the CRL is missing or about to expire."""
    try:
        ends = x509.load_der_x509_crl(read_crl()).next_update_utc
    except (KeyUnavailable, ValueError):
        return [f"{keys_dir() / 'root.crl'} is missing: manage.py keys crl"]
    late = ends and ends <= timezone.now() + _WARN_AHEAD
    return (
        [f"{keys_dir() / 'root.crl'} ends on {ends:%Y-%m-%d}: manage.py keys crl"] if late else []
    )


def find_mismatched_keys() -> list[str]:
    """Return keys whose trial signature does not fit the published key. Each signs once."""
    found = []
    for entry in list_active_entries():
        try:
            check_key_pair(load_signing_key(entry.purpose))
        except InvalidSignature:
            found.append(f"{entry.kid}: its signatures do not fit its public half")
        except (KeyUnavailable, OSError, ValueError) as problem:
            found.append(str(problem))
    return found


def check_key_pair(key: SigningKey) -> None:
    """Sign and verify a probe; raises InvalidSignature, KeyUnavailable."""
    signature, public = key.sign(_PROBE_MESSAGE), key.public
    if isinstance(public, ec.EllipticCurvePublicKey):
        public.verify(signature, _PROBE_MESSAGE, ec.ECDSA(hashes.SHA256()))
    else:
        public.verify(signature, _PROBE_MESSAGE)
