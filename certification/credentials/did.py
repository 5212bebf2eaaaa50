"""Writes the issuer's DID document and JSON Web Key Set."""

from __future__ import annotations

import base64
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from certification.credentials.data_integrity import multikey
from certification.facts.issuer import issuer_did, method_of
from certification.keys import trusted_keys


def did_document() -> dict[str, Any]:
    """The DID document: credential keys of all years, so that old credentials stay checkable.

    A compromised key is gone from it, and whatever it signed is refused everywhere.
    """
    did = issuer_did()
    methods = [
        {
            "id": method_of(did, kid),
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": multikey(key),
        }
        for kid, key in trusted_keys("credential").items()
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def as_jwk(kid: str, key: Ed25519PublicKey) -> dict[str, str]:
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    x = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    return {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": kid, "x": x}


def key_set() -> dict[str, Any]:
    """A JSON Web Key Set of credential and log keys, compromised ones left out."""
    keys = trusted_keys("credential") | trusted_keys("log")
    return {"keys": [as_jwk(kid, key) for kid, key in keys.items()]}
