"""Signs and verifies JSON-LD documents with two Data Integrity proofs beside each other.

Open Badges names ``eddsa-rdfc-2022``; ``eddsa-jcs-2022`` can be verified without RDF, by a browser
or a script of the standard library.
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

from certification.credentials.json_ld import ContextUnavailable, load_pinned_document

_BASE58_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519_MULTICODEC = b"\xed\x01"
_UNDEFINED_VOCAB = "urn:x-undefined:"
# Limits on uploaded documents: each proof costs a canonicalization, which may take long.
_MAX_PROOFS = 8
_MAX_BASE58_LENGTH = 200
_Document = dict[str, Any]


class Signer(Protocol):
    """Makes Ed25519 signatures: a key of certification.keys, or a bare private key in tests."""

    def sign(self, message: bytes, /) -> bytes: ...


class UndefinedTerm(Exception):
    """The document has terms that no context defines and that would not be signed."""


class InvalidProof(Exception):
    """The proof does not fit the document or any key."""


def to_base58(content: bytes) -> str:
    number, letters = int.from_bytes(content, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        letters = _BASE58_ALPHABET[rest] + letters
    return "1" * (len(content) - len(content.lstrip(b"\0"))) + letters


def from_base58(letters: str) -> bytes:
    """Return the bytes; raises ValueError for other letters, or too many for a signature."""
    # Decoding takes quadratic time, so the length is checked first.
    if len(letters) > _MAX_BASE58_LENGTH:
        raise ValueError(f"longer than {_MAX_BASE58_LENGTH} letters")
    number = 0
    for letter in letters:
        number = number * 58 + _BASE58_ALPHABET.index(letter)
    zeros = len(letters) - len(letters.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def to_multikey(key: Ed25519PublicKey) -> str:
    return "z" + to_base58(ED25519_MULTICODEC + key.public_bytes(Encoding.Raw, PublicFormat.Raw))


def canonicalize_rdf(document: _Document, **options: Any) -> str:
    """Return canonical N-Quads (RDFC-1.0)."""
    # PyLD knows URDNA2015 only, which gives the same quads for documents like ours.
    settings = {"algorithm": "URDNA2015", "format": "application/n-quads"}
    quads: str = jsonld.normalize(
        document, {**settings, "documentLoader": load_pinned_document, **options}
    )
    return quads


def require_defined_terms(document: _Document) -> None:
    """Raise UndefinedTerm for terms and relative addresses that PyLD would silently drop."""
    # A default vocabulary catches every term that no context defines, a base every address.
    trapped = {**document, "@context": [*document["@context"], {"@vocab": _UNDEFINED_VOCAB}]}
    quads = canonicalize_rdf(trapped, base="urn:x-relative:")
    undefined = [q for q in quads.splitlines() if _UNDEFINED_VOCAB in q or "urn:x-relative:" in q]
    if undefined:
        raise UndefinedTerm(" ".join(undefined)[:500])


def _hash_rdfc(document: _Document) -> bytes:
    return hashlib.sha256(canonicalize_rdf(document).encode()).digest()


def _hash_jcs(document: _Document) -> bytes:
    """Hash the JSON itself, written as RFC 8785 defines."""
    return hashlib.sha256(rfc8785.dumps(document)).digest()


CRYPTOSUITES: dict[str, Callable[[_Document], bytes]] = {
    "eddsa-rdfc-2022": _hash_rdfc,
    "eddsa-jcs-2022": _hash_jcs,
}


def add_proofs(
    document: _Document,
    key: Signer,
    *,
    method: str,
    at: dt.datetime,
    suites: Iterable[str] = tuple(CRYPTOSUITES),
) -> _Document:
    """Return the document with a proof of each suite; the same input gives the same bytes."""
    options = {
        "type": "DataIntegrityProof",
        "created": at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    proofs = [create_proof(document, {**options, "cryptosuite": suite}, key) for suite in suites]
    return {**document, "proof": proofs}


def create_proof(document: _Document, options: _Document, key: Signer) -> _Document:
    """Return the proof of one suite."""
    # vc-di-eddsa asks JCS proofs to carry the context they were made under.
    if options["cryptosuite"] == "eddsa-jcs-2022":
        options = {**options, "@context": document["@context"]}
    value = key.sign(_build_hash_data(document, options))
    return {**options, "proofValue": "z" + to_base58(value)}


def _build_hash_data(document: _Document, options: _Document) -> bytes:
    """Return the digest of the proof's options, then of the document without any proof."""
    digest = CRYPTOSUITES[options["cryptosuite"]]
    return digest({"@context": document["@context"], **options}) + digest(document)


def verify_proofs(signed: _Document, keys: Iterable[Ed25519PublicKey]) -> None:
    """Raise InvalidProof unless there is a proof of a known suite and all such proofs hold."""
    keys = list(keys)
    try:
        document = {name: value for name, value in signed.items() if name != "proof"}
        proofs = signed["proof"] if isinstance(signed["proof"], list) else [signed["proof"]]
        known = [proof for proof in proofs if proof["cryptosuite"] in CRYPTOSUITES]
        if not known or len(proofs) > _MAX_PROOFS:
            raise InvalidProof(f"{len(known)} of {len(proofs)} proofs are of a known suite")
        for proof in known:
            _verify_proof(document, dict(proof), keys)
    except (*_MALFORMED_INPUT, ContextUnavailable, jsonld.JsonLdError) as error:
        raise InvalidProof(str(error)) from error


# An uploaded document may have any value anywhere; then its proof is invalid.
_MALFORMED_INPUT = (KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError)


def _verify_proof(document: _Document, proof: _Document, keys: Iterable[Ed25519PublicKey]) -> None:
    value = proof.pop("proofValue")
    is_base58 = isinstance(value, str) and value.startswith("z")
    if proof["type"] != "DataIntegrityProof" or proof["proofPurpose"] != "assertionMethod":
        raise InvalidProof("the proof is of another type or purpose")
    if "expires" in proof and dt.datetime.fromisoformat(proof["expires"]) <= timezone.now():
        raise InvalidProof("the proof has expired")
    if proof.get("@context", document["@context"]) != document["@context"]:
        raise InvalidProof("the proof was made under another context")
    message = _build_hash_data(document, proof)
    signature = from_base58(value[1:]) if is_base58 else b""
    if not any(_signature_matches(key, signature, message) for key in keys):
        raise InvalidProof("no key of the issuer made this proof")


def _signature_matches(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True
