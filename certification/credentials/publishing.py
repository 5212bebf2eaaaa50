"""Writes the public part of the keys as files, for a site that only hands out files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from certification.credentials import did
from certification.facts import issuer
from certification.keys import active, register
from certification.keys.storage import write_anew


def publish(target: Path) -> list[Path]:
    """The files, under the paths that verifiers ask for; raises KeyMissing, OSError."""
    files = {
        did_path(): as_text(did.did_document()),
        ".well-known/jwks.json": as_text(did.key_set()),
        "keys/root.pem": active.root_pem(),
        "keys/root.crl": active.revocation_list(),
        "keys/root.sha256": f"{active.root_fingerprint()}\n".encode(),
        "keys/register.json": as_text(register.public()),
    }
    for name, content in files.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        write_anew(target / name, content)
    return [target / name for name in files]


def did_path() -> str:
    """Where did:web looks: ``did:web:host:a:b`` at ``a/b/did.json``."""
    parts = issuer.issuer_did().split(":")[3:]
    clean = [part for part in parts if part.strip(".") and "/" not in part]
    return "/".join([*clean, "did.json"]) if clean else ".well-known/did.json"


def as_text(content: Any) -> bytes:
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
