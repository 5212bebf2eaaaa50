"""Judges the figures of a question: what speaks against it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from courses.models import ItemStatistics, ItemVersion, ItemWeakness

# Fewer papers say more of the people than of the question.
LEAST_JUDGED = 30
# Told beside the question only: a short test often has one.
ADVICE_ONLY = {ItemWeakness.IDLE.value}
_HARD, _EASY, _FLAT = 0.2, 0.95, 0.1


def find_weaknesses(row: ItemStatistics, key: Any) -> list[str]:
    """Return what is to be looked at, the gravest first.

    Of too few papers and of a first test nothing is.
    ``key`` is the one in force.
    """
    # Before a course most do not know it: that is what its first test asks.
    if row.asked < LEAST_JUDGED or row.quiz.is_first_test:
        return []
    return [str(one) for one in _list_weaknesses(row, key)]


def _list_weaknesses(row: ItemStatistics, key: Any) -> Iterator[str]:
    if _has_rival(row, key):
        yield ItemWeakness.RIVAL
    if row.facility < _HARD:
        yield ItemWeakness.HARD
    if row.discrimination is not None and row.discrimination < _FLAT:
        yield ItemWeakness.FLAT
    if row.facility > _EASY:
        yield ItemWeakness.EASY
    if any(not row.answers.get(one, [0])[0] for one in list_distractors(row.version, key)):
        yield ItemWeakness.IDLE


def list_distractors(version: ItemVersion, key: Any) -> list[str]:
    """Return the wrong options; none of a kind whose answers are not options to tick."""
    if not isinstance(key, list):
        return []
    offered = {one for words in version.content.values() for one in words.get("options", {})}
    return sorted(offered - set(key))


def _has_rival(row: ItemStatistics, key: Any) -> bool:
    """Return whether more of the upper third took a wrong option than a right one."""
    wrong = [row.answers.get(one, (0, 0))[1] for one in list_distractors(row.version, key)]
    if not wrong:
        return False
    right = [row.answers.get(one, (0, 0))[1] for one in key]
    return bool(right) and max(wrong) > min(right)
