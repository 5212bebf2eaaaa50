"""Writes and verifies credentials as signed tokens (VC-JWT), the form that wallets ask for.

Open Badges 3.0 as a compact JWS: the payload is the credential, with the registered claims of JWT
(``iss``, ``jti``, ``sub``, ``nbf``, ``exp``) beside its own.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import warnings
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import GuestProtocol, OKPKey

from certification.credentials.did import to_jwk
from certification.facts.issuer import issuer_did, verification_method_id
from certification.keys.active import load_signing_key, load_trusted_keys
from certification.models import Certificate

MAX_JWT_LENGTH = 1_000_000  # a transcript of many credentials; more is not read at all
_ALGORITHM = "EdDSA"
# No ``jwk``, ``jku`` or ``x5c``: a token must not bring the key it is verified with.
_ALLOWED_HEADERS = {"alg", "kid", "typ"}
_ALLOWED_TYPES = ("JWT", "vc+jwt")
_Claims = dict[str, Any]


class InvalidJWT(Exception):
    """The token is not signed by a trusted key of ours, or its claims contradict each other."""


def write_jwt(certificate: Certificate) -> str:
    """Return the credential of a sealed certificate as a token; the same key, the same text."""
    document: _Claims = json.loads(certificate.credential)
    del document["proof"]
    return sign_jwt(document)


def sign_jwt(document: _Claims) -> str:
    """Return a credential without proof as a compact JWS, signed by the active key."""
    key = load_signing_key("credential")
    kid = verification_method_id(document["issuer"]["id"], key.kid)
    header = {"alg": _ALGORITHM, "typ": "JWT", "kid": kid}
    message = b".".join(
        _encode_base64url(_to_compact_json(part))
        for part in (header, {**document, **map_registered_claims(document)})
    )
    return (message + b"." + _encode_base64url(key.sign(message))).decode()


def map_registered_claims(document: _Claims) -> _Claims:
    """Return the registered claims of JWT, as Open Badges maps them."""
    claims = {
        "iss": document["issuer"]["id"],
        "jti": document["id"],
        "sub": document["credentialSubject"]["id"],
        "nbf": _to_numeric_date(document["validFrom"]),
    }
    return claims | (
        {"exp": _to_numeric_date(document["validUntil"])} if "validUntil" in document else {}
    )


def _to_numeric_date(moment: str) -> int:
    return int(dt.datetime.fromisoformat(moment).timestamp())


def _to_compact_json(part: _Claims) -> bytes:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()


def _encode_base64url(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")


def verify_jwt(text: str) -> _Claims:
    """Return the claims of a token that a trusted key of ours signed; raises InvalidJWT.

    Dates and revocation are not checked: an expired token is read like any other.
    """
    if len(text) > MAX_JWT_LENGTH:
        raise InvalidJWT(f"longer than {MAX_JWT_LENGTH} letters")
    try:
        signed = jws.deserialize_compact(
            text.strip(), _find_verification_key, registry=_JWS_REGISTRY
        )
        claims = json.loads(signed.payload or b"")
        consistent = all(
            claims[name] == value for name, value in map_registered_claims(claims).items()
        )
    except (JoseError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InvalidJWT(str(error)) from error
    if not consistent or claims["iss"] != issuer_did():
        raise InvalidJWT("its claims are not those of a credential of ours")
    return dict(claims)


def _find_verification_key(token: GuestProtocol) -> OKPKey:
    """Return the trusted key that the header names; raises InvalidJWT."""
    header = token.headers()
    if set(header) - _ALLOWED_HEADERS or header.get("typ", "JWT") not in _ALLOWED_TYPES:
        raise InvalidJWT("a header that our tokens do not have")
    for kid, key in load_trusted_keys("credential").items():
        if header.get("kid") == verification_method_id(issuer_did(), kid):
            return OKPKey.import_key({**to_jwk(kid, key)})
    raise InvalidJWT("signed by a key that is not ours")


# RFC 9864 renames it to Ed25519; wallets still ask for the name that Open Badges and W3C use.
warnings.filterwarnings("ignore", "EdDSA is deprecated", SecurityWarning)
_JWS_REGISTRY = jws.JWSRegistry(algorithms=[_ALGORITHM])
_JWS_REGISTRY.max_payload_length = MAX_JWT_LENGTH
