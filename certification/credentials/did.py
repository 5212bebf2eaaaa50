"""Writes the issuer's DID document and JSON Web Key Set."""

from __future__ import annotations

import base64
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from certification.credentials.data_integrity import to_multikey
from certification.facts.issuer import issuer_did, verification_method_id
from certification.keys.active import load_trusted_keys


def build_did_document() -> dict[str, Any]:
    """Return the DID document with the credential keys of all years.

    Raises KeyUnavailable.
    """
    # Retired keys stay, so that old credentials can be verified; compromised ones are left out, so
    # that every verifier refuses what they signed.
    did = issuer_did()
    methods = [
        {
            "id": verification_method_id(did, kid),
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": to_multikey(key),
        }
        for kid, key in load_trusted_keys("credential").items()
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def to_jwk(kid: str, key: Ed25519PublicKey) -> dict[str, str]:
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    x = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    return {"kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": kid, "x": x}


def build_jwk_set() -> dict[str, Any]:
    """Return the JSON Web Key Set of credential and log keys that are trusted."""
    keys = load_trusted_keys("credential") | load_trusted_keys("log")
    return {"keys": [to_jwk(kid, key) for kid, key in keys.items()]}
