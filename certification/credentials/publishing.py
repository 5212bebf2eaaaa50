"""Writes the public part of the keys as files, for a web server that only serves files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from certification.credentials import did
from certification.facts import issuer
from certification.keys import active, register
from certification.keys.storage import atomic_write


def publish_key_files(target: Path) -> list[Path]:
    """Write the files under the paths that verifiers ask for; return their paths.

    Raises KeyUnavailable, OSError.
    """
    files = {
        _did_document_path(): _to_json_bytes(did.build_did_document()),
        ".well-known/jwks.json": _to_json_bytes(did.build_jwk_set()),
        "keys/root.pem": active.read_root_pem(),
        "keys/root.crl": active.read_crl(),
        "keys/root.sha256": f"{active.root_fingerprint()}\n".encode(),
        "keys/register.json": _to_json_bytes(register.export_register()),
    }
    for name, content in files.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        atomic_write(target / name, content)
    return [target / name for name in files]


def _did_document_path() -> str:
    """Return the path of did:web: ``a/b/did.json`` for ``did:web:host:a:b``."""
    parts = issuer.issuer_did().split(":")[3:]
    # The DID comes from the settings; it must not lead out of the folder all the same.
    clean = [part for part in parts if part.strip(".") and "/" not in part]
    return "/".join([*clean, "did.json"]) if clean else ".well-known/did.json"


def _to_json_bytes(content: Any) -> bytes:
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
