"""Manages the keys of seals, credentials and the log: which one signs, and which are trusted."""

from certification.keys.active import SealKey, load_seal_key, load_signing_key
from certification.keys.ceremonies import make_demo_keys
from certification.keys.files import SigningKey
from certification.keys.health import find_demo_keys, find_key_problems
from certification.keys.register import compromised_keys, is_trusted
from certification.keys.storage import KeyUnavailable

__all__ = [
    "KeyUnavailable",
    "SealKey",
    "SigningKey",
    "compromised_keys",
    "find_demo_keys",
    "find_key_problems",
    "is_trusted",
    "load_seal_key",
    "load_signing_key",
    "make_demo_keys",
]
