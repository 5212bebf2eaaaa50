"""Tells how many questions two papers of a quiz share: by the hypergeometric law, exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import comb

from courses.items.sections import DrawCandidate, DrawSection
from people.text.formatting import number, round_percent


@dataclass(frozen=True)
class SharedQuestions:
    """How much a section's questions of one paper are those of another.

    ``chances``: of sharing none, one, two and so on; their sum is 1. None where sections ask the
    same questions: then the ``average`` alone is known.
    """

    drawn: int
    offered: int
    chances: tuple[Fraction, ...]
    average: Fraction | None = None

    @property
    def expected(self) -> Fraction:
        """Return how many questions are shared on the average."""
        if self.average is not None:
            return self.average
        return sum((count * chance for count, chance in enumerate(self.chances)), Fraction())

    @property
    def expected_text(self) -> str:
        return number(float(self.expected), 1)

    @property
    def percent(self) -> int:
        """Return which share of a paper that is."""
        return round_percent(float(100 * self.expected / self.drawn)) if self.drawn else 0


def expect_shared(
    sections: Sequence[DrawSection], candidates: Sequence[DrawCandidate]
) -> list[SharedQuestions]:
    """Return what two papers share, section by section."""
    return _reckon(sections, candidates)[0]


def expect_whole(
    sections: Sequence[DrawSection], candidates: Sequence[DrawCandidate]
) -> SharedQuestions:
    """Return what two whole papers share: exactly, unless sections overlap without one in another.

    Two papers ask a question with the square of its chance to be asked.
    """
    reckoned, taken = _reckon(sections, candidates)
    whole = _combine(reckoned)
    average = sum((chance * chance for chance in taken.values()), Fraction())
    # What one section leaves another may ask: only the average follows then.
    return whole if average == whole.expected else replace(whole, chances=(), average=average)


def _reckon(
    sections: Sequence[DrawSection], candidates: Sequence[DrawCandidate]
) -> tuple[list[SharedQuestions], dict[int, Fraction]]:
    """Return what sections share, and the chance of each candidate to be asked.

    A section is reckoned with what narrower ones leave it on the average.
    """
    pools = [
        [place for place, one in enumerate(candidates) if section.admits(one)]
        for section in sections
    ]
    order = sorted(
        range(len(sections)), key=lambda place: (sections[place].count is None, len(pools[place]))
    )
    taken: dict[int, Fraction] = defaultdict(Fraction)
    found: dict[int, SharedQuestions] = {}
    for place in order:
        left = len(pools[place]) - round(sum(taken[one] for one in pools[place]))
        wanted = sections[place].count
        drawn = left if wanted is None else min(wanted, left)
        for one in pools[place]:
            taken[one] += (1 - taken[one]) * Fraction(drawn, left) if left else 0
        found[place] = SharedQuestions(drawn, left, _list_chances(left, drawn))
    return [found[place] for place in range(len(sections))], taken


def _list_chances(offered: int, drawn: int) -> tuple[Fraction, ...]:
    """Return the hypergeometric law: of ``drawn`` in one paper so many are in the other."""
    papers = comb(offered, drawn)
    return tuple(
        Fraction(comb(drawn, shared) * comb(offered - drawn, drawn - shared), papers)
        for shared in range(drawn + 1)
    )


def _combine(sections: Sequence[SharedQuestions]) -> SharedQuestions:
    """Return what two papers share whose sections ask different questions."""
    total = SharedQuestions(0, 0, (Fraction(1),))
    for one in sections:
        chances = [Fraction()] * (total.drawn + one.drawn + 1)
        for before, chance in enumerate(total.chances):
            for shared, further in enumerate(one.chances):
                chances[before + shared] += chance * further
        drawn, offered = total.drawn + one.drawn, total.offered + one.offered
        total = SharedQuestions(drawn, offered, tuple(chances))
    return total
