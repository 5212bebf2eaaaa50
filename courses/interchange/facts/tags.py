"""Puts what is known of a question into tags, such as ``level:3``, and takes it out of them."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from courses.interchange.drafts import ItemDraft
from courses.interchange.removals import note_removal
from people.text import clean, fold, to_ascii_digits
from plan.levels import HIGHEST_LEVEL, LOWEST_LEVEL

# Ours, and those of the metadata that other systems write.
_DIFFICULTIES = {
    **{"easy": "easy", "very easy": "easy"},
    **{"middle": "middle", "medium": "middle"},
    **{"hard": "hard", "difficult": "hard", "very difficult": "hard"},
}
_LEVELS = {str(level): level for level in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)}


def list_fact_tags(draft: ItemDraft) -> list[str]:
    """Return the tags of the question, and behind them what is known of it."""
    facts = draft.facts
    named = {"skill": facts.skill, "level": facts.level, "difficulty": facts.difficulty}
    return [*draft.tags, *(f"{name}:{value}" for name, value in named.items() if value)]


def take_facts(draft: ItemDraft) -> ItemDraft:
    """Return the draft with what its tags say of skill, level and difficulty as that.

    A tag that says it in a way that is not known here, or once more, stays a tag and is noted.
    """
    facts, kept = asdict(draft.facts), []
    for tag in draft.tags:
        name, value = _read_tag(tag)
        if value and not facts[name]:
            facts[name] = value
        elif not value or value != facts[name]:
            kept.append(tag)
            if name:
                told = _("The tag “{tag}” stays a tag: it names none that is known, or a second.")
                note_removal(format_lazy(told, tag=tag))
    return replace(draft, tags=tuple(kept), facts=type(draft.facts)(**facts))


def _read_tag(tag: str) -> tuple[str, Any]:
    """Return what the tag names and which, if that is known; ``""`` for a tag of another kind."""
    name, _sign, value = tag.partition(":")
    name, value = fold(name), clean(value)
    if name == "skill":
        return name, value
    if name == "level":
        return name, _LEVELS.get(to_ascii_digits(value))
    return (name, _DIFFICULTIES.get(fold(value))) if name == "difficulty" else ("", None)
