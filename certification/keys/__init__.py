"""The keys of seal, credentials and log: where they lie, which one signs, which are trusted."""

from certification.keys.active import (
    SealKey,
    find_root_certificate,
    list_seal_certificates,
    load_public_keys,
    load_seal_key,
    load_signing_key,
    load_trusted_keys,
    read_crl,
    read_root_pem,
    root_fingerprint,
)
from certification.keys.ceremonies import DemoModeRequired, make_demo_keys, make_keys
from certification.keys.files import SigningKey
from certification.keys.health import find_demo_keys, find_key_problems
from certification.keys.register import (
    KeyEntry,
    RegisterDamaged,
    UnknownKey,
    compromised_keys,
    distrusted_keys,
    is_trusted,
    list_key_entries,
    mark_compromised,
    require_trusted_key,
    retire_key,
)
from certification.keys.storage import KeyUnavailable

__all__ = [
    "DemoModeRequired",
    "KeyEntry",
    "KeyUnavailable",
    "RegisterDamaged",
    "SealKey",
    "SigningKey",
    "UnknownKey",
    "compromised_keys",
    "distrusted_keys",
    "find_demo_keys",
    "find_key_problems",
    "find_root_certificate",
    "is_trusted",
    "list_key_entries",
    "list_seal_certificates",
    "load_public_keys",
    "load_seal_key",
    "load_signing_key",
    "load_trusted_keys",
    "make_demo_keys",
    "make_keys",
    "mark_compromised",
    "read_crl",
    "read_root_pem",
    "require_trusted_key",
    "retire_key",
    "root_fingerprint",
]
