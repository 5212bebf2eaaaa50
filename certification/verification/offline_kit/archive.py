"""Packs the offline kit: a page and a script that check certificates without a network.

One zip: both checkers, the keys, the newest status lists, the head of the log, and a manifest
signed by the log's key.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Max

from certification.credentials import did, status_list
from certification.keys.active import load_signing_key, read_root_pem
from certification.models import Certificate, Checkpoint
from certification.transparency import log
from certification.verification.effective_state import list_distrusted_seals
from certification.verification.offline_kit.page import Files, build_page_files
from people.files import identify_release

_FOLDER = "certificate-kit"
_CACHE_SECONDS = 3_600  # only to forget kits of old states: the key names the state


@dataclass(frozen=True)
class OfflineKit:
    """The zip and its SHA-256, by which caches know this state of it."""

    content: bytes
    digest: str


def get_offline_kit() -> OfflineKit:
    """Return the newest kit, packed once for each state of keys, lists and log.

    Raises KeyUnavailable.
    """
    facts = _collect_trust_files()
    mark = hashlib.sha256(repr(sorted(facts.items())).encode()).hexdigest()
    # With the release, whose checkers are in it.
    key = f"kit:{identify_release()[:12]}:{mark}"
    content: bytes | None = cache.get(key)
    if content is None:
        content = _pack_zip(facts | build_page_files(facts, made=_read_made(facts)))
        cache.set(key, content, _CACHE_SECONDS)
    return OfflineKit(content, hashlib.sha256(content).hexdigest())


def _dump_json_file(value: Any) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def _collect_trust_files() -> Files:
    """Return what the checkers trust: keys, status lists, the log's head and last checkpoint."""
    lists = {
        f"status-{number}.json": status_list.get_status_list(number)
        for number in _find_status_list_numbers()
    }
    files = {name: text.encode() for name, text in lists.items()}
    files |= {
        "did.json": _dump_json_file(did.build_did_document()),
        "jwks.json": _dump_json_file(did.build_jwk_set()),
        "root.pem": read_root_pem(),
        "log-head.json": _dump_json_file(log.sign_tree_head()),
        "trust.json": _dump_json_file(
            {
                "seals": list_distrusted_seals(),
                "made": _find_oldest_valid_from(list(lists.values())),
            }
        ),
    }
    if last := Checkpoint.objects.last():
        files["checkpoint.json"] = last.body.encode()
    return files


def _find_status_list_numbers() -> range:
    last: int | None = Certificate.objects.aggregate(last=Max("status_index"))["last"]
    return range(1, (last or 0) // status_list.STATUS_LIST_LENGTH + 2)


def _find_oldest_valid_from(lists: list[str]) -> str:
    """Return the instant of the oldest status list: the kit knows nothing later."""
    return min(json.loads(text)["validFrom"] for text in lists)


def _read_made(files: Files) -> str:
    """Return the instant as of which the kit knows what it knows."""
    instant: str = json.loads(files["trust.json"])["made"]
    return instant


def _pack_zip(files: Files) -> bytes:
    """Pack the files and their signed manifest."""
    # ZipInfo without a date and files in order: the same files give the same bytes and ETag.
    files = files | _build_signed_manifest(files)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{_FOLDER}/{name}")
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def _build_signed_manifest(files: Files) -> Files:
    """Return ``manifest.json`` and the 64 bytes of the Ed25519 signature over its bytes."""
    # The log's key, because the manifest is a register; the credential key speaks for people.
    key = load_signing_key("log")
    digests = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    manifest = _dump_json_file({"made": _read_made(files), "key": key.kid, "files": digests})
    return {"manifest.json": manifest, "manifest.sig": key.sign(manifest)}
