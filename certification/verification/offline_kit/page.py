"""Renders what the offline kit shows to people: one page, the script's README, both bilingual."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from certification.facts import issuer
from certification.facts.wording import SHEET_LANGUAGES as _LANGUAGES
from certification.keys.active import root_fingerprint

Files = dict[str, bytes]  # content by name in the zip
_PROGRAM = Path(__file__).with_name("program")
_CHECKS = ("untouched", "issued", "not_revoked", "not_expired", "logged")


def build_page_files(facts: Files, *, made: str) -> Files:
    """Return page, script and README around the trusted ``facts``, which are as of ``made``."""
    context = _build_kit_context(made)
    texts = [
        _render_in_language("certification/kit/readme.txt", context, language)
        for language in _LANGUAGES
    ]
    return {
        "index.html": _render_kit_page(facts, context).encode(),
        "check_certificate.py": _read_source("check_certificate.py"),
        "README.txt": "\n\n".join(texts).encode(),
    }


def _build_kit_context(made: str) -> dict[str, Any]:
    return {
        "made": timezone.localdate(dt.datetime.fromisoformat(made)),
        "fingerprint": root_fingerprint(),
        "address": issuer.site_url() + reverse("certification:kit"),
        "checks": _CHECKS,
    }


def _render_in_language(template: str, context: dict[str, Any], language: str) -> str:
    with translation.override(language):
        names = {"language": language, "issuer": settings.ISSUER["name"][language]}
        return render_to_string(template, context | names)


def _render_kit_page(facts: Files, context: dict[str, Any]) -> str:
    """Render the page in one file; its content security policy forbids it any network."""
    style = _build_font_face() + _read_source("kit.css").decode()
    # One script: from file:// a browser imports no module, and one digest allows it all.
    script = _read_script("curves") + _read_script("certificate-check")
    script += _read_source("kit.js").decode()
    inside = {
        "bodies": [
            _render_in_language("certification/kit/body.html", context, one) for one in _LANGUAGES
        ],
        # Without "<" nothing in the data can end the element of the script that holds it.
        "known": json.dumps(_build_checker_data(facts), ensure_ascii=False).replace(
            "<", "\\u003c"
        ),
        "style": style,
        "script": script,
        "style_hash": _compute_csp_hash(style),
        "script_hash": _compute_csp_hash(script),
    }
    return _render_in_language("certification/kit/index.html", context | inside, "my")


def _build_checker_data(facts: Files) -> dict[str, Any]:
    """Return what certificate-check.js calls ``known``; ``live`` is false, nothing is fetched."""
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
    """Return a file of the kit's program, as it is."""
    return (_PROGRAM / name).read_bytes()


def _read_script(name: str) -> str:
    """Return a script of the website, as set-up left it."""
    return Path(str(finders.find(f"js/{name}.js"))).read_text()


def _build_font_face() -> str:
    """Return CSS with Burmese letters for computers that have none; "" without the font file."""
    path = finders.find("fonts/noto-sans-myanmar-400.woff2")
    if not path:
        return ""
    data = base64.b64encode(Path(str(path)).read_bytes()).decode()
    address = f"data:font/woff2;base64,{data}"
    return f'@font-face{{font-family:"Noto Sans Myanmar";src:url({address}) format("woff2")}}\n'


def _compute_csp_hash(text: str) -> str:
    """Return the hash by which a content security policy allows the text of an element."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
