"""Says what is wrong with the keys, or soon will be, in words for an operator."""

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

from certification.keys.active import BACKENDS, newest, revocation_list, seal, signing_key
from certification.keys.authority import is_for_demo
from certification.keys.files import SigningKey
from certification.keys.register import PURPOSES, Entry
from certification.keys.storage import KeyMissing, folder

log = logging.getLogger(__name__)
SOON = dt.timedelta(days=60)
OLD_YEARS = 2
PROBE = b"Do the two halves of this key belong together?"


def demo_keys() -> list[Path]:
    """Key files marked as demo keys, by name or by the words in a certificate."""
    return [path for path in sorted(folder().glob("*.pem")) if is_marked_demo(path)]


def is_marked_demo(path: Path) -> bool:
    if "-demo-" in path.name:
        return True
    content = path.read_bytes()
    if b"BEGIN CERTIFICATE" not in content:
        return False
    return is_for_demo(x509.load_pem_x509_certificate(content))


def problems() -> list[str]:
    """What keeps certificates from being sealed; [] is good."""
    found = [*missing_keys(), *open_keys(), *ended_seals()]
    if not settings.LMS_DEMO:
        found += [f"{path} is a demo key: make your own" for path in demo_keys()]
    for problem in found:
        log.error("certification keys: %s", problem)
    return found


def settings_trouble() -> list[str]:
    """What does not fit in the settings of the back end."""
    chosen = settings.KEYS
    if chosen["BACKEND"] not in BACKENDS:
        return [f"KEYS_BACKEND is none of {', '.join(BACKENDS)}"]
    if chosen["BACKEND"] == "files":
        return []
    found = [f"PKCS11_{name} is not set" for name in ("MODULE", "TOKEN") if not chosen[name]]
    if not (chosen["PIN"] or chosen["PIN_FILE"]):
        found.append("PKCS11_PIN_FILE is not set")
    unknown = sorted(set(chosen["PURPOSES"]) - set(PURPOSES))
    return found + [f"PKCS11_PURPOSES: there is no key for {name}" for name in unknown]


def missing_keys() -> list[str]:
    found = []
    for purpose in PURPOSES:
        try:
            seal() if purpose == "seal" else signing_key(purpose)
        except (KeyMissing, OSError, ValueError) as problem:
            found.append(str(problem))
    return found


def open_keys() -> list[str]:
    """Private keys that others could read, or a folder where they could put theirs."""
    readable = [path for path in folder().glob("*.key.pem") if path.stat().st_mode & 0o077]
    found = [f"{path} may be read by others: chmod 600" for path in readable]
    is_open = folder().is_dir() and folder().stat().st_mode & stat.S_IWOTH
    return found + ([f"{folder()} may be changed by others: chmod 700"] if is_open else [])


def ended_seals(*, ahead: dt.timedelta = dt.timedelta()) -> list[str]:
    """The seal in use, where its certificate has ended, or will so far ahead."""
    try:
        path = folder() / f"{newest('seal').kid}.pem"
        ends = x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
    except (KeyMissing, OSError, ValueError):
        return []
    late = ends <= timezone.now() + ahead
    return [f"{path} ends on {ends.date()}: manage.py keys rotate seal"] if late else []


def cautions() -> list[str]:
    """What works today but should not stay as it is."""
    found = [*ended_seals(ahead=SOON), *old_keys(), *list_trouble()]
    if (folder() / "root.key.pem").exists():
        found.append(f"{folder() / 'root.key.pem'}: move it off this machine")
    return found


def old_keys() -> list[str]:
    return [
        f"{entry.kid} was made in {entry.age[0]}: manage.py keys rotate {entry.purpose}"
        for entry in signing_entries()
        if entry.age[0] + OLD_YEARS < timezone.localdate().year
    ]


def signing_entries() -> list[Entry]:
    """The key of each purpose that signs now, where there is one."""
    found = []
    for purpose in PURPOSES:
        try:
            found.append(newest(purpose))
        except KeyMissing:
            continue
    return found


def list_trouble() -> list[str]:
    """The list of revoked seals is missing, or will soon be too old to be believed."""
    try:
        ends = x509.load_der_x509_crl(revocation_list()).next_update_utc
    except (KeyMissing, ValueError):
        return [f"{folder() / 'root.crl'} is missing: manage.py keys crl"]
    late = ends and ends <= timezone.now() + SOON
    return [f"{folder() / 'root.crl'} ends on {ends:%Y-%m-%d}: manage.py keys crl"] if late else []


def unfit_keys() -> list[str]:
    """Keys whose trial signature does not fit the published half. Each signs once."""
    found = []
    for entry in signing_entries():
        try:
            prove(signing_key(entry.purpose))
        except InvalidSignature:
            found.append(f"{entry.kid}: its signatures do not fit its public half")
        except (KeyMissing, OSError, ValueError) as problem:
            found.append(str(problem))
    return found


def prove(key: SigningKey) -> None:
    """Raises InvalidSignature, KeyMissing."""
    signature, public = key.sign(PROBE), key.public
    if isinstance(public, ec.EllipticCurvePublicKey):
        public.verify(signature, PROBE, ec.ECDSA(hashes.SHA256()))
    else:
        public.verify(signature, PROBE)
