"""Small rubrics to start with, which mark an essay until its author writes criteria."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

USUAL = "usual"
_LEVELS = [_("Not yet"), _("In part"), _("Well"), _("Very well")]
# By name: criteria with the points of one level more.
_PRESETS: dict[str, dict[str, tuple[str, int]]] = {
    USUAL: {
        "content": (_("What it says is right and complete"), 2),
        "structure": (_("Its thoughts follow one another"), 1),
        "language": (_("Clear language, in the official register"), 1),
    },
    "case": {
        "facts": (_("The facts of the case are told rightly"), 1),
        "rule": (_("The rule that applies is named and explained"), 2),
        "proposal": (_("What to do follows from both"), 2),
    },
}
PRESET_CHOICES = [
    (USUAL, _("Any text: content, structure, language")),
    ("case", _("A case: facts, rule, proposal")),
]


def build_preset(name: str, language: str) -> list[dict[str, Any]]:
    """Return the criteria of a preset as a key holds them, with words of one language."""
    with override(language or None):
        return [
            _build_criterion(key, gettext(title), step, language)
            for key, (title, step) in _PRESETS.get(name, _PRESETS[USUAL]).items()
        ]


def _build_criterion(key: str, title: str, step: int, language: str) -> dict[str, Any]:
    levels = [
        {"id": f"{key}-{place}", "title": {language: gettext(level)}, "points": place * step}
        for place, level in enumerate(_LEVELS)
    ]
    return {"id": key, "title": {language: title}, "points": 3 * step, "levels": levels}
