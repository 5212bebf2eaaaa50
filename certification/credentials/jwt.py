"""Writes credentials as signed tokens (VC-JWT), the form that wallets ask for, and reads them.

Open Badges 3.0 as a compact JWS: the claims of the credential stand in the payload itself, and
beside them what JWT calls them (``iss``, ``jti``, ``sub``, ``nbf``, ``exp``).
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

from certification import keys
from certification.credentials.did import as_jwk
from certification.facts.issuer import issuer_did, method_of
from certification.models import Certificate

LARGEST_TOKEN = 1_000_000
ALGORITHM = "EdDSA"
HEADERS = {"alg", "kid", "typ"}
TYPES = ("JWT", "vc+jwt")
Claims = dict[str, Any]


class TokenInvalid(Exception):
    """It is no token of ours: not signed by a key of ours, or not saying what it must."""


def write_token(certificate: Certificate) -> str:
    """The sealed certificate's credential as a token; the same key gives the same letters."""
    document: Claims = json.loads(certificate.credential)
    del document["proof"]
    return sign_claims(document)


def sign_claims(document: Claims) -> str:
    """A credential without a proof, as a compact JWS under the newest credential key."""
    key = keys.signing_key("credential")
    kid = method_of(document["issuer"]["id"], key.kid)
    header = {"alg": ALGORITHM, "typ": "JWT", "kid": kid}
    message = b".".join(
        encode(as_json(part)) for part in (header, {**document, **named(document)})
    )
    return (message + b"." + encode(key.sign(message))).decode()


def named(document: Claims) -> Claims:
    """What JWT has names of its own for, as Open Badges maps it."""
    claims = {
        "iss": document["issuer"]["id"],
        "jti": document["id"],
        "sub": document["credentialSubject"]["id"],
        "nbf": seconds(document["validFrom"]),
    }
    return claims | ({"exp": seconds(document["validUntil"])} if "validUntil" in document else {})


def seconds(moment: str) -> int:
    return int(dt.datetime.fromisoformat(moment).timestamp())


def as_json(part: Claims) -> bytes:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()


def encode(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")


def read_token(text: str) -> Claims:
    """The claims of a token that a key of ours signed; raises TokenInvalid.

    Dates and revocation are not judged here: an expired token is read like any other.
    """
    if len(text) > LARGEST_TOKEN:
        raise TokenInvalid(f"longer than {LARGEST_TOKEN} letters")
    try:
        signed = jws.deserialize_compact(text.strip(), find_key, registry=REGISTRY)
        claims = json.loads(signed.payload or b"")
        consistent = all(claims[name] == value for name, value in named(claims).items())
    except (JoseError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise TokenInvalid(str(error)) from error
    if not consistent or claims["iss"] != issuer_did():
        raise TokenInvalid("its claims are not those of a credential of ours")
    return dict(claims)


def find_key(token: GuestProtocol) -> OKPKey:
    """The public key that the header names: one of ours that is trusted, nothing it offers."""
    header = token.headers()
    if set(header) - HEADERS or header.get("typ", "JWT") not in TYPES:
        raise TokenInvalid("a header that our tokens do not have")
    for kid, key in keys.trusted_keys("credential").items():
        if header.get("kid") == method_of(issuer_did(), kid):
            return OKPKey.import_key({**as_jwk(kid, key)})
    raise TokenInvalid("signed by a key that is not ours")


# RFC 9864 renames it to Ed25519; wallets still ask for the name that Open Badges and W3C use.
warnings.filterwarnings("ignore", "EdDSA is deprecated", SecurityWarning)
REGISTRY = jws.JWSRegistry(algorithms=[ALGORITHM])
REGISTRY.max_payload_length = LARGEST_TOKEN
