"""Signs and checks JSON-LD documents: two Data Integrity proofs beside each other.

``eddsa-rdfc-2022`` is what Open Badges names; ``eddsa-jcs-2022`` can be checked by who has no RDF:
a browser, a script of the standard library.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from typing import Any, Protocol

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import timezone
from pyld import jsonld

from certification.credentials.json_ld import ContextRefused, loader

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519_PREFIX = b"\xed\x01"
UNDEFINED = "urn:x-undefined:"
MOST_PROOFS = 8
LONGEST_BASE58 = 200
Document = dict[str, Any]


class Signs(Protocol):
    """Makes Ed25519 signatures: a key of certification.keys, or a bare private key."""

    def sign(self, message: bytes, /) -> bytes: ...


class TermDropped(Exception):
    """The document holds terms that no context defines: they would not be signed."""


class ProofInvalid(Exception):
    """The proof does not fit the document or the key."""


def to_base58(content: bytes) -> str:
    number, letters = int.from_bytes(content, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        letters = BASE58[rest] + letters
    return "1" * (len(content) - len(content.lstrip(b"\0"))) + letters


def from_base58(letters: str) -> bytes:
    """The bytes; ValueError for letters that are not base 58, or too many for a signature."""
    if len(letters) > LONGEST_BASE58:
        raise ValueError(f"longer than {LONGEST_BASE58} letters")
    number = 0
    for letter in letters:
        number = number * 58 + BASE58.index(letter)
    zeros = len(letters) - len(letters.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def multikey(key: Ed25519PublicKey) -> str:
    return "z" + to_base58(ED25519_PREFIX + key.public_bytes(Encoding.Raw, PublicFormat.Raw))


def canonical(document: Document, **options: Any) -> str:
    """Canonical N-Quads (RDFC-1.0, which for our documents equals URDNA2015)."""
    settings = {"algorithm": "URDNA2015", "format": "application/n-quads"}
    quads: str = jsonld.normalize(document, {**settings, "documentLoader": loader, **options})
    return quads


def require_defined_terms(document: Document) -> None:
    """Raise TermDropped for terms and relative addresses that PyLD would silently leave out."""
    trapped = {**document, "@context": [*document["@context"], {"@vocab": UNDEFINED}]}
    quads = canonical(trapped, base="urn:x-relative:")
    lost = [q for q in quads.splitlines() if UNDEFINED in q or "urn:x-relative:" in q]
    if lost:
        raise TermDropped(" ".join(lost)[:500])


def rdfc_digest(document: Document) -> bytes:
    return hashlib.sha256(canonical(document).encode()).digest()


def jcs_digest(document: Document) -> bytes:
    """Of the JSON itself, written as RFC 8785 says."""
    return hashlib.sha256(rfc8785.dumps(document)).digest()


SUITES: dict[str, Callable[[Document], bytes]] = {
    "eddsa-rdfc-2022": rdfc_digest,
    "eddsa-jcs-2022": jcs_digest,
}


def sign(
    document: Document,
    key: Signs,
    *,
    method: str,
    at: dt.datetime,
    suites: Iterable[str] = tuple(SUITES),
) -> Document:
    """The document with a proof of each suite; the same input gives the same bytes."""
    options = {
        "type": "DataIntegrityProof",
        "created": at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    proofs = [prove(document, {**options, "cryptosuite": suite}, key) for suite in suites]
    return {**document, "proof": proofs}


def prove(document: Document, options: Document, key: Signs) -> Document:
    """The proof; one of ``eddsa-jcs-2022`` carries the context it was made under."""
    if options["cryptosuite"] == "eddsa-jcs-2022":
        options = {**options, "@context": document["@context"]}
    value = key.sign(signing_input(document, options))
    return {**options, "proofValue": "z" + to_base58(value)}


def signing_input(document: Document, options: Document) -> bytes:
    """Digest of the proof's options, then of the document without any proof."""
    digest = SUITES[options["cryptosuite"]]
    return digest({"@context": document["@context"], **options}) + digest(document)


def check_proof(signed: Document, keys: Iterable[Ed25519PublicKey]) -> None:
    """Raise ProofInvalid unless every proof of a suite we know holds, and there is one."""
    keys = list(keys)
    try:
        document = {name: value for name, value in signed.items() if name != "proof"}
        proofs = signed["proof"] if isinstance(signed["proof"], list) else [signed["proof"]]
        known = [proof for proof in proofs if proof["cryptosuite"] in SUITES]
        if not known or len(proofs) > MOST_PROOFS:
            raise ProofInvalid(f"{len(known)} of {len(proofs)} proofs are of a known suite")
        for proof in known:
            check_one(document, dict(proof), keys)
    except (*BAD_INPUT, ContextRefused, jsonld.JsonLdError) as error:
        raise ProofInvalid(str(error)) from error


BAD_INPUT = (KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError)


def check_one(document: Document, proof: Document, keys: Iterable[Ed25519PublicKey]) -> None:
    value = proof.pop("proofValue")
    is_base58 = isinstance(value, str) and value.startswith("z")
    if proof["type"] != "DataIntegrityProof" or proof["proofPurpose"] != "assertionMethod":
        raise ProofInvalid("the proof is of another type or purpose")
    if "expires" in proof and dt.datetime.fromisoformat(proof["expires"]) <= timezone.now():
        raise ProofInvalid("the proof has expired")
    if proof.get("@context", document["@context"]) != document["@context"]:
        raise ProofInvalid("the proof was made under another context")
    message = signing_input(document, proof)
    signature = from_base58(value[1:]) if is_base58 else b""
    if not any(fits(key, signature, message) for key in keys):
        raise ProofInvalid("no key of the issuer made this proof")


def fits(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True
