"""Packs the offline kit: a page and a script that check certificates with no network.

One zip: the checker, the keys, the newest status lists, the head of the log, and a manifest
signed by the log's key, which is the one that speaks for registers and not for people.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from certification.credentials import did, status_list
from certification.facts import issuer
from certification.keys.active import (
    list_seal_certificates,
    load_signing_key,
    read_root_pem,
    root_fingerprint,
)
from certification.keys.register import is_trusted
from certification.models import Certificate, Checkpoint
from certification.transparency import log

_PROGRAM = Path(__file__).with_name("program")
_FOLDER = "certificate-kit"
_LANGUAGES = ("my", "en")
_CHECKS = ("untouched", "issued", "not_revoked", "not_expired", "logged")
_CACHE_SECONDS = 3_600
_Files = dict[str, bytes]


@dataclass(frozen=True)
class OfflineKit:
    """The zip, and the digest that names this state of it."""

    content: bytes
    digest: str


def get_offline_kit() -> OfflineKit:
    """The newest kit, packed once for each state of keys, lists and log; raises KeyUnavailable."""
    facts = _collect_trust_files()
    mark = hashlib.sha256(repr(sorted(facts.items())).encode()).hexdigest()
    content: bytes | None = cache.get(f"kit:{mark}")
    if content is None:
        content = _pack_zip(facts | _build_page_files(facts))
        cache.set(f"kit:{mark}", content, _CACHE_SECONDS)
    return OfflineKit(content, hashlib.sha256(content).hexdigest())


def _dump_json_file(value: Any) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def _collect_trust_files() -> _Files:
    """What the checkers trust: public keys, status lists, the log's head and last checkpoint."""
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
                "seals": _list_distrusted_seals(),
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
    """The instant of the oldest status list: what the kit knows is as of then."""
    return min(json.loads(text)["validFrom"] for text in lists)


def _read_made(files: _Files) -> str:
    instant: str = json.loads(files["trust.json"])["made"]
    return instant


def _list_distrusted_seals() -> list[str]:
    """SHA-256 of the certificates of seals whose key is compromised, in hexadecimal."""
    paths = [path for path in list_seal_certificates() if not is_trusted(path.stem)]
    found = [x509.load_pem_x509_certificate(path.read_bytes()) for path in paths]
    return [certificate.fingerprint(hashes.SHA256()).hex() for certificate in found]


def _build_page_files(facts: _Files) -> _Files:
    """The page, the script and the words for people."""
    told = _build_kit_context(facts)
    texts = [
        _render_in_language("certification/kit/readme.txt", told, language)
        for language in _LANGUAGES
    ]
    return {
        "index.html": _render_kit_page(facts, told).encode(),
        "check_certificate.py": _read_source("check_certificate.py"),
        "README.txt": "\n\n".join(texts).encode(),
    }


def _build_kit_context(facts: _Files) -> dict[str, Any]:
    instant = dt.datetime.fromisoformat(_read_made(facts))
    return {
        "made": timezone.localdate(instant),
        "fingerprint": root_fingerprint(),
        "address": issuer.site_url() + reverse("certification:kit"),
        "checks": _CHECKS,
    }


def _render_in_language(template: str, told: dict[str, Any], language: str) -> str:
    with translation.override(language):
        names = {"language": language, "issuer": settings.ISSUER["name"][language]}
        return render_to_string(template, told | names)


def _render_kit_page(facts: _Files, told: dict[str, Any]) -> str:
    """One file that asks nothing of any network: its policy forbids that even to itself."""
    style = _build_font_face() + _read_source("kit.css").decode()
    # One script: from file:// a browser imports no module, and one digest allows it all.
    script = _read_script("curves") + _read_script("certificate-check")
    script += _read_source("kit.js").decode()
    inside = {
        "bodies": [
            _render_in_language("certification/kit/body.html", told, one) for one in _LANGUAGES
        ],
        "known": json.dumps(_build_checker_data(facts), ensure_ascii=False).replace(
            "<", "\\u003c"
        ),
        "style": style,
        "script": script,
        "style_hash": _compute_csp_hash(style),
        "script_hash": _compute_csp_hash(script),
    }
    return _render_in_language("certification/kit/index.html", told | inside, "my")


def _build_checker_data(facts: _Files) -> dict[str, Any]:
    """What certificate-check.js calls ``known``; nothing of it was fetched just now."""
    lists = [json.loads(facts[name]) for name in sorted(facts) if name.startswith("status-")]
    return {
        "did": json.loads(facts["did.json"]),
        "jwks": json.loads(facts["jwks.json"]),
        "roots": facts["root.pem"].decode(),
        "seals": json.loads(facts["trust.json"])["seals"],
        "lists": lists,
        "live": False,
    }


def _read_source(name: str) -> bytes:
    """A file of the kit's program, as it is."""
    return (_PROGRAM / name).read_bytes()


def _read_script(name: str) -> str:
    """A script of the website, as set-up left it."""
    return Path(str(finders.find(f"js/{name}.js"))).read_text()


def _build_font_face() -> str:
    """Burmese letters for computers that have none; nothing where set-up did not cut the font."""
    path = finders.find("fonts/noto-sans-myanmar-400.woff2")
    if not path:
        return ""
    data = base64.b64encode(Path(str(path)).read_bytes()).decode()
    address = f"data:font/woff2;base64,{data}"
    return f'@font-face{{font-family:"Noto Sans Myanmar";src:url({address}) format("woff2")}}\n'


def _compute_csp_hash(text: str) -> str:
    """What a content security policy calls the text of an element."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _pack_zip(files: _Files) -> bytes:
    """The zip with its signed manifest; the same files give the same bytes."""
    files = files | _build_signed_manifest(files)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{_FOLDER}/{name}")
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def _build_signed_manifest(files: _Files) -> _Files:
    """``manifest.json`` and beside it the 64 bytes of an Ed25519 signature over its bytes."""
    key = load_signing_key("log")
    digests = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    manifest = _dump_json_file({"made": _read_made(files), "key": key.kid, "files": digests})
    return {"manifest.json": manifest, "manifest.sig": key.sign(manifest)}
