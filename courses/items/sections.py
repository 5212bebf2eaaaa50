"""Chooses which questions the sections of a paper ask: pure functions that touch no row."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class DrawCandidate(NamedTuple):
    """A question that may be drawn, with what a section asks of it."""

    key: str
    version: int | None = None
    bank: uuid.UUID | None = None
    tags: Sequence[str] = ()
    skill: int | None = None
    level: int | None = None
    difficulty: str = ""


@dataclass(frozen=True)
class DrawSection:
    """Says which questions a section asks; what is not said, any question has.

    Without ``count`` it asks all that no other section asks.
    """

    count: int | None = None
    bank: uuid.UUID | None = None
    tag: str = ""
    skill: int | None = None
    level: int | None = None
    difficulty: str = ""

    def admits(self, one: DrawCandidate) -> bool:
        return (
            self.bank in (None, one.bank)
            and (not self.tag or self.tag in one.tags)
            and self.skill in (None, one.skill)
            and self.level in (None, one.level)
            and self.difficulty in ("", one.difficulty)
        )


@dataclass(frozen=True)
class DrawPlan:
    """Says how a paper is put together: sections in order, and what is shuffled in them."""

    sections: tuple[DrawSection, ...] = (DrawSection(),)
    shuffles_questions: bool = True
    shuffles_options: bool = True


def rank_ids(ids: Iterable[str], *, seed: int, salt: str = "") -> list[str]:
    """Return the ids in the order of their digests with the seed."""
    # Not random.shuffle: its results differ between releases of Python. A digest gives the same
    # order everywhere, and ids drawn together keep their order when only they are drawn again.

    def rank(one: str) -> bytes:
        return hashlib.sha256(f"{seed}\x1f{salt}\x1f{one}".encode()).digest()

    return sorted(ids, key=rank)


def rank_section(keys: Iterable[str], section: int, *, seed: int) -> list[str]:
    """Return the keys in the order in which the section, numbered from 0, takes them."""
    # Without a salt for the first one, as papers were drawn before there were sections. With the
    # same rank in all of them, one that takes what another left would get its tail only.
    return rank_ids(keys, seed=seed, salt=f"section {section}" if section else "")


def choose_keys(
    sections: Sequence[DrawSection], candidates: Sequence[DrawCandidate], *, seed: int
) -> list[list[str]]:
    """Return the keys that each section asks, in the order of the seed; none twice.

    A section finds too few only where no choice would give all of them enough.
    """
    choice = _Choice(
        [
            rank_section((one.key for one in candidates if section.admits(one)), place, seed=seed)
            for place, section in enumerate(sections)
        ]
    )
    # The narrow ones first: a wide one must not take what only they may ask. Last those that ask
    # whatever is left.
    order = sorted(
        range(len(sections)),
        key=lambda place: (sections[place].count is None, len(choice.pools[place]), place),
    )
    for place in order:
        wanted = sections[place].count
        choice.fill(place, len(choice.pools[place]) if wanted is None else wanted)
    return choice.list_held()


class _Choice:
    """Holds which section asks which key; a section takes from another that can do without."""

    def __init__(self, pools: list[list[str]]) -> None:
        self.pools = pools
        self._held: dict[str, int] = {}
        # A key that was taken is never free again, so each pool is read once.
        self._unread: list[Iterator[str]] = [iter(pool) for pool in pools]

    def fill(self, place: int, wanted: int) -> None:
        for _number in range(wanted):
            if not self._take_one(place, {place}):
                return

    def _take_one(self, place: int, asked: set[int]) -> bool:
        free = next((key for key in self._unread[place] if key not in self._held), None)
        if free is not None:
            self._held[free] = place
            return True
        for key in self.pools[place]:
            other = self._held[key]
            if other not in asked and self._take_one(other, asked | {other}):
                self._held[key] = place
                return True
        return False

    def list_held(self) -> list[list[str]]:
        return [
            [key for key in pool if self._held.get(key) == place]
            for place, pool in enumerate(self.pools)
        ]
