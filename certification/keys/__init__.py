"""The keys of seal, credentials and log: where they lie, which one signs, which are trusted."""

from certification.keys.active import (
    Seal,
    public_keys,
    revocation_list,
    root_file,
    root_fingerprint,
    root_pem,
    seal,
    seal_certificates,
    signing_key,
    trusted_keys,
)
from certification.keys.files import SigningKey
from certification.keys.generation import DemoKeysRefused, make_demo_keys, make_keys
from certification.keys.health import demo_keys, problems
from certification.keys.register import (
    Entry,
    RegisterDamaged,
    UnknownKey,
    compromised,
    distrusted,
    entries,
    is_trusted,
    mark_compromised,
    require_trusted,
    retire,
)
from certification.keys.storage import KeyMissing

__all__ = [
    "DemoKeysRefused",
    "Entry",
    "KeyMissing",
    "RegisterDamaged",
    "Seal",
    "SigningKey",
    "UnknownKey",
    "compromised",
    "demo_keys",
    "distrusted",
    "entries",
    "is_trusted",
    "make_demo_keys",
    "make_keys",
    "mark_compromised",
    "problems",
    "public_keys",
    "require_trusted",
    "retire",
    "revocation_list",
    "root_file",
    "root_fingerprint",
    "root_pem",
    "seal",
    "seal_certificates",
    "signing_key",
    "trusted_keys",
]
