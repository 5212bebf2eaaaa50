"""Reads what blocks look like before anything is written, in each language."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language
from wagtail import blocks

from courses.models import GlossaryTerm

_FILE = Path(__file__).with_suffix(".yaml")
_SPOKEN = "en"
# No file is there before one is chosen: these are drawn.
_DRAWN = ("image", "figure", "video", "audio", "download", "package")


@cache
def _read_samples() -> dict[str, dict[str, Any]]:
    samples: dict[str, dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return samples


def find_sample(name: str, language: str | None = None) -> Any:
    """Return the sample value of the block in the language, by default in the active one."""
    samples = _read_samples()
    language = language or get_language() or _SPOKEN
    value = samples.get(language, samples[_SPOKEN])[name]
    if name == "terms":
        return {"terms": [_make_term(language, **words) for words in value["terms"]]}
    return value


def _make_term(language: str, *, name: str, meaning: str) -> GlossaryTerm:
    """Return a word that is in no glossary."""
    return GlossaryTerm(pk=0, names={language: name}, meanings={language: meaning})


def list_sample_names() -> list[str]:
    return list(_read_samples()[_SPOKEN])


def offer_previews(body: blocks.StreamBlock) -> None:
    """Give each block with a sample its preview in the chooser of blocks."""
    for name, block in body.child_blocks.items():
        if name in list_sample_names():
            # Not among the arguments of the block, which migrations write down.
            block.meta.preview_value = partial(find_sample, name)
        elif name in _DRAWN:
            block.meta.preview_template = "blocks/samples/page.html"
