"""Identifies the issuer on the web: site address, DID and identifiers of keys."""

from __future__ import annotations

import json
from urllib.parse import quote, urlsplit

from django.conf import settings


def site_url() -> str:
    return settings.SITE_URL.rstrip("/")


def issuer_did() -> str:
    """Return the configured DID, else ``did:web`` of the site's host."""
    configured: str = settings.ISSUER["did"]
    # did:web escapes the colon before a port, so nothing is safe from quoting.
    return configured or f"did:web:{quote(urlsplit(site_url()).netloc, safe='')}"


def verification_method_id(did: str, kid: str) -> str:
    return f"{did}#{kid}"


def signing_key_id(credential: str) -> str:
    """Return the id of the key that signed one of our credentials, given as JSON text."""
    method: str = json.loads(credential)["proof"][0]["verificationMethod"]
    return method.rpartition("#")[2]
