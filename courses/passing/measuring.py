"""Measures how far somebody is by a rule: on the way that leaves least to do. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from courses.passing.rules import PassingRule, RuleTerm, count_asked_lessons

# A piece of work, such as one lesson or one quiz, and whether it is done. Two conditions that ask
# for the same piece are one.
Pieces = Iterable[tuple[Hashable, bool]]


def list_lesson_pieces(term: RuleTerm, read: Collection[bool]) -> Iterator[tuple[Hashable, bool]]:
    """Yield as many lessons as are asked for, whichever they are; those read first."""
    for place in range(count_asked_lessons(term, len(read))):
        yield (str(term.kind), place), place < sum(read)


@dataclass(frozen=True)
class HowFar:
    """Counts the pieces that one way to pass asks for; all of them are done where it is gone."""

    pieces: Mapping[Hashable, bool]

    @property
    def done(self) -> int:
        return sum(self.pieces.values())

    @property
    def total(self) -> int:
        return len(self.pieces)

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def percent(self) -> int:
        # Rounded down: a hundred is all of it.
        return 100 * self.done // self.total if self.total else 0


def measure_rule(
    rule: PassingRule, list_pieces: Callable[[RuleTerm], Pieces], beside: Pieces = ()
) -> HowFar:
    """Return how far it is on the way that leaves least; ``beside`` is asked on every way."""
    ways = [_measure_way(way, list_pieces, beside) for way in rule.list_ways()]
    # Of ways that leave the same, the one on which most was done.
    return min(ways, key=lambda way: (way.left, -way.done))


def _measure_way(
    way: Iterable[RuleTerm], list_pieces: Callable[[RuleTerm], Pieces], beside: Pieces
) -> HowFar:
    pieces: dict[Hashable, bool] = {}
    for piece, is_done in (*beside, *(one for term in way for one in list_pieces(term))):
        pieces[piece] = pieces.get(piece, True) and is_done
    return HowFar(pieces)
