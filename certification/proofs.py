"""Signs and checks JSON-LD documents: Data Integrity proofs of the suite eddsa-rdfc-2022."""

from __future__ import annotations

import copy
import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pyld import jsonld

from certification.contexts import loader

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519_PREFIX = b"\xed\x01"
UNDEFINED = "urn:x-undefined:"
Document = dict[str, Any]


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
    """The bytes; ValueError for a letter that is not base 58."""
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


def digest(document: Document) -> bytes:
    return hashlib.sha256(canonical(document).encode()).digest()


def require_defined_terms(document: Document) -> None:
    """Raise TermDropped for terms and relative addresses that PyLD would silently leave out."""
    trapped = {**document, "@context": [*document["@context"], {"@vocab": UNDEFINED}]}
    quads = canonical(trapped, base="urn:x-relative:")
    lost = [q for q in quads.splitlines() if UNDEFINED in q or "urn:x-relative:" in q]
    if lost:
        raise TermDropped(" ".join(lost)[:500])


def sign(document: Document, key: Ed25519PrivateKey, *, method: str, at: dt.datetime) -> Document:
    """The document with its proof in an array; the same input gives the same bytes."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    value = key.sign(signing_input(document, proof))
    return {**document, "proof": [{**proof, "proofValue": "z" + to_base58(value)}]}


def signing_input(document: Document, proof: Document) -> bytes:
    """Digest of the proof's options, then of the document."""
    return digest({"@context": document["@context"], **proof}) + digest(document)


def check_proof(signed: Document, keys: Iterable[Ed25519PublicKey]) -> None:
    """Raise ProofInvalid unless one of the keys made the first proof of the document."""
    document = copy.deepcopy(signed)
    try:
        proof = document.pop("proof")
        proof = proof[0] if isinstance(proof, list) else proof
        value = from_base58(proof.pop("proofValue").removeprefix("z"))
        message = signing_input(document, proof)
    except (KeyError, ValueError, AttributeError, IndexError, jsonld.JsonLdError) as error:
        raise ProofInvalid(str(error)) from error
    if not any(fits(key, value, message) for key in keys):
        raise ProofInvalid("no key of the issuer made this proof")


def fits(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True
