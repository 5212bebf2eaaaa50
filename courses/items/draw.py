"""Draws papers: which questions, in which order, with which order of options.

The draw is a function of the seed and of content identities alone (sorted by a digest of both), so
it gives the same paper on every machine and in every release of Python, and questions drawn
together keep their order when the paper is rebuilt from its own rows.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, OuterRef, Subquery

from courses.models import Attempt, ItemVersion, Quiz


@dataclass(frozen=True)
class DrawnQuestion:
    """A question on a paper; ``option_order`` holds every option id once."""

    version: ItemVersion
    option_order: list[str]


def generate_seed() -> int:
    return secrets.randbelow(2**53)


def _shuffle_by_digest(ids: Iterable[str], *, seed: int, salt: str = "") -> list[str]:
    """The ids in the order their digests with the seed fall in."""

    def rank(one: str) -> bytes:
        return hashlib.sha256(f"{seed}\x1f{salt}\x1f{one}".encode()).digest()

    return sorted(ids, key=rank)


def _option_ids(version: ItemVersion) -> list[str]:
    content: dict = next(iter(version.content.values()), {})
    return sorted(content.get("options", {}))


def draw_questions(
    versions: Iterable[ItemVersion], *, seed: int, count: int | None = None
) -> list[DrawnQuestion]:
    """``count`` questions (all when None or too many) in the order of the seed."""
    by_key = {str(version.item.key): version for version in versions}
    keys = _shuffle_by_digest(by_key, seed=seed)[:count]
    return [
        DrawnQuestion(
            by_key[key], _shuffle_by_digest(_option_ids(by_key[key]), seed=seed, salt=key)
        )
        for key in keys
    ]


def list_drawable_versions(quiz: Quiz) -> list[ItemVersion]:
    """The newest version of every published question the quiz may draw, unless withdrawn."""
    newest = ItemVersion.objects.filter(item=OuterRef("item")).order_by()
    number = newest.values("item").annotate(newest=Max("number")).values("newest")
    versions = ItemVersion.objects.filter(
        item__quizzes=quiz, item__is_live=True, number=Subquery(number), withdrawn_at=None
    )
    return list(versions.select_related("item"))


def redraw_questions(attempt: Attempt) -> list[DrawnQuestion]:
    """The paper as drawn, from the seed and the attempt's own versions."""
    items = attempt.items.select_related("version__item")
    return draw_questions([item.version for item in items], seed=attempt.seed)
