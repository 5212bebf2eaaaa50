"""Loads the JSON-LD contexts of credentials from pinned files, never from the net.

Set-up writes the files from npm packages: ``node scripts/contexts.mjs "$VAR_DIR/contexts"``.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OPEN_BADGES_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"

# A context decides what is signed, so its bytes are pinned: file name and SHA-256 by address.
_PINNED_CONTEXTS = {
    CREDENTIALS_V2: (
        "credentials-v2.json",
        "8a9f494a89ecc51db093e90e84713e07e84d6d9204364a9b3c7868b21751236f",
    ),
    OPEN_BADGES: (
        "open-badges-3.0.3.json",
        "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761",
    ),
    OPEN_BADGES_EXTENSIONS: (
        "open-badges-extensions.json",
        "2d013f981d1f4516081a6a04e55468ba2b071d4153b794f19a79715c45a89a5e",
    ),
}


class ContextUnavailable(Exception):
    """A context is not one of ours, is missing, or is not the file that was pinned."""


def _contexts_dir() -> Path:
    return Path(settings.VAR_DIR) / "contexts"


def load_context(url: str) -> dict[str, Any]:
    """Return the context document of a pinned address; raises ContextUnavailable."""
    if url not in _PINNED_CONTEXTS:
        raise ContextUnavailable(f"{url} is not a pinned context")
    name, digest = _PINNED_CONTEXTS[url]
    return _read_pinned_file(_contexts_dir() / name, digest)


# Never expires: the digest in the key says what the content is.
@cache
def _read_pinned_file(path: Path, digest: str) -> dict[str, Any]:
    if not path.exists():
        raise ContextUnavailable(f"{path} is missing: node scripts/contexts.mjs {path.parent}")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise ContextUnavailable(f"{path} is not the pinned file")
    document: dict[str, Any] = json.loads(content)
    return document


def load_pinned_document(url: str, options: dict[str, Any] | None = None) -> dict[str, Any]:
    """Load a pinned context for PyLD; anything else is refused."""
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": load_context(url),
    }


def find_context_problems() -> list[str]:
    """Return what keeps credentials from being signed, in words for an operator; [] is good."""
    found = []
    for url in _PINNED_CONTEXTS:
        try:
            load_context(url)
        except (ContextUnavailable, OSError) as problem:
            found.append(str(problem))
    return found
