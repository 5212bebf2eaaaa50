"""Draws the questions of an attempt: which ones, in which order, with which order of options."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.items.kinds import find_kind
from courses.models import Attempt, ItemVersion, Quiz


@dataclass(frozen=True)
class DrawnQuestion:
    """Holds a question as drawn; ``option_order`` has every id that its kind shuffles once."""

    version: ItemVersion
    option_order: list[str]


def generate_seed() -> int:
    """Return a seed that learners cannot guess."""
    return secrets.randbelow(2**53)  # JSON and JavaScript keep it exactly


def _shuffle_by_digest(ids: Iterable[str], *, seed: int, salt: str = "") -> list[str]:
    """Return the ids in the order of their digests with the seed."""
    # Not random.shuffle: its results differ between releases of Python. A digest gives the same
    # order everywhere, and ids drawn together keep their order when only they are drawn again.

    def rank(one: str) -> bytes:
        return hashlib.sha256(f"{seed}\x1f{salt}\x1f{one}".encode()).digest()

    return sorted(ids, key=rank)


def _order_options(version: ItemVersion, *, seed: int, salt: str) -> list[str]:
    """Return the ids in the order of the seed; those with a fixed place stand in it.

    What a kind shuffles, it says itself.
    """
    fixed: dict[str, int] = version.fixed_places

    def shuffle(ids: Iterable[str]) -> list[str]:
        return _shuffle_by_digest((one for one in ids if one not in fixed), seed=seed, salt=salt)

    words: dict = next(iter(version.content.values()), {})
    order = find_kind(version.kind).order_parts(words, shuffle)
    for one in sorted(fixed, key=lambda one: fixed[one]):
        order.insert(fixed[one], one)
    return order


def draw_questions(
    versions: Iterable[ItemVersion], *, seed: int, count: int | None = None
) -> list[DrawnQuestion]:
    """Return ``count`` questions (all when None or too many) in the order of the seed."""
    by_key = {str(version.item.key): version for version in versions}
    keys = _shuffle_by_digest(by_key, seed=seed)[:count]
    return [
        DrawnQuestion(by_key[key], _order_options(by_key[key], seed=seed, salt=key))
        for key in keys
    ]


def list_drawable_versions(quiz: Quiz, *, language: str) -> list[ItemVersion]:
    """Return what each published question of the quiz asks in the language, unless withdrawn.

    That is the newest version that has the language: while a change of a question is not
    translated, its last consistent version is asked. A question that never had the language is
    asked in another one.
    """
    # A withdrawn version is not replaced by an older one: the question is not asked at all.
    versions = ItemVersion.objects.filter(item=OuterRef("item")).order_by()
    current = _newest_number(versions.filter(content__has_key=language))
    asked = ItemVersion.objects.filter(
        item__quizzes=quiz,
        item__is_live=True,
        number=Coalesce(current, _newest_number(versions)),
        withdrawn_at=None,
    )
    return list(asked.select_related("item"))


def _newest_number(versions: QuerySet[ItemVersion]) -> Subquery:
    return Subquery(versions.values("item").annotate(newest=Max("number")).values("newest"))


def redraw_questions(attempt: Attempt) -> list[DrawnQuestion]:
    """Return the questions as drawn, from the seed and the versions of the attempt."""
    items = attempt.items.select_related("version__item")
    return draw_questions([item.version for item in items], seed=attempt.seed)
