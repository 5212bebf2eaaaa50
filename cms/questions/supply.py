"""Compares what quizzes ask with what their banks hold, as published and as written now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps

from cms.questions.facts import fold_tags
from courses.items.sections import DrawCandidate, DrawSection, choose_keys
from courses.models import ItemVersion

_FACTS = ("tags", "skill", "level", "difficulty")


@dataclass(frozen=True)
class ShortSection:
    """A section, numbered from 1, that would find too few questions."""

    place: int
    wanted: int
    found: int


def load_candidates(banks: Collection[UUID], *, draft: Any = None) -> list[DrawCandidate]:
    """Return what published banks offer to be asked, in the order of the authors.

    A ``draft`` of one of them counts as it is written now. Two queries, and two of the draft.
    """
    published = [key for key in banks if draft is None or key != draft.translation_key]
    # By name: the models of banks take their fields from this package.
    items = apps.get_model("cms", "BankItem").objects.filter(
        page__live=True, page__translation_key__in=published
    )
    # The oldest language last, so that its facts stand.
    rows = items.order_by("sort_order", "-page_id").values_list(
        "translation_key", "page__translation_key", *_FACTS
    )
    found = {key: _describe(key, bank, *facts) for key, bank, *facts in rows}
    if draft is not None and draft.translation_key in banks:
        found |= _describe_draft(draft)
    withdrawn = load_withdrawn(found)
    # By banks in the order of the quiz: a sort that keeps what stands within them.
    order = {key: place for place, key in enumerate(banks)}
    kept = [one for key, one in found.items() if key not in withdrawn]
    return sorted(kept, key=lambda one: order[one.bank] if one.bank else 0)


def _describe_draft(bank: Any) -> dict[UUID, DrawCandidate]:
    return {
        item.translation_key: _describe(
            *(item.translation_key, bank.translation_key),
            *(item.tags, item.skill_id, item.level, item.difficulty),
        )
        for item in bank.items.all()
    }


def _describe(
    key: UUID, bank: UUID, tags: str, skill: int | None, level: int | None, difficulty: str
) -> DrawCandidate:
    return DrawCandidate(str(key), None, bank, fold_tags(tags), skill, level, difficulty)


def load_withdrawn(keys: Iterable[UUID]) -> set[UUID]:
    """Return the questions whose newest version was withdrawn: they are asked no more."""
    versions = ItemVersion.objects.filter(item__key__in=keys).order_by("number")
    # In order of their numbers, so the last of each item wins.
    newest = dict(versions.values_list("item__key", "withdrawn_at"))
    return {key for key, withdrawn_at in newest.items() if withdrawn_at}


def list_short_sections(
    sections: Sequence[DrawSection], candidates: Sequence[DrawCandidate]
) -> list[ShortSection]:
    """Return the sections that would find too few, whatever is drawn."""
    chosen = choose_keys(sections, candidates, seed=0)
    found = [
        ShortSection(place, section.count or 1, len(keys))
        for place, (section, keys) in enumerate(zip(sections, chosen, strict=True), start=1)
    ]
    return [one for one in found if one.found < one.wanted]
