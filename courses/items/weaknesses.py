"""Judges the figures of a question: what speaks against it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from courses.models import ItemStatistics, ItemWeakness

# Fewer papers say more of the people than of the question.
LEAST_JUDGED = 30
# Told beside the question only: a short test often has one.
ADVICE_ONLY = {ItemWeakness.IDLE.value}
_HARD, _EASY, _FLAT = 0.2, 0.95, 0.1


def find_weaknesses(row: ItemStatistics) -> list[str]:
    """Return what is to be looked at, the gravest first; nothing of too few papers."""
    if row.asked < LEAST_JUDGED:
        return []
    return [str(one) for one in _list_weaknesses(row)]


def _list_weaknesses(row: ItemStatistics) -> Iterator[str]:
    if _has_rival(row):
        yield ItemWeakness.RIVAL
    if row.facility < _HARD:
        yield ItemWeakness.HARD
    if row.discrimination is not None and row.discrimination < _FLAT:
        yield ItemWeakness.FLAT
    if row.facility > _EASY:
        yield ItemWeakness.EASY
    if any(not row.answers.get(one, [0])[0] for one in list_distractors(row)):
        yield ItemWeakness.IDLE


def list_distractors(row: ItemStatistics) -> list[str]:
    """Return the wrong options; none of a kind whose answers are not options to tick."""
    key = row.version.answer_key
    if not isinstance(key, list):
        return []
    offered = {one for words in row.version.content.values() for one in words.get("options", {})}
    return sorted(offered - set(key))


def _has_rival(row: ItemStatistics) -> bool:
    """Return whether more of the upper third took a wrong option than a right one."""
    wrong = [row.answers.get(one, (0, 0))[1] for one in list_distractors(row)]
    right = [row.answers.get(one, (0, 0))[1] for one in row.version.answer_key]
    return bool(wrong and right) and max(wrong) > min(right)
