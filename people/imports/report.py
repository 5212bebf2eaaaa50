"""Says what was found in an uploaded table and what became of it: one report for every import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

DisplayText = Any  # text, or text that is translated when it is shown


@dataclass(frozen=True)
class Problem:
    """A note on one line for the person who made the file: wrong, converted, or to be checked."""

    class Kind(StrEnum):
        WRONG = "wrong"
        CONVERTED = "converted"
        CHECK = "check"

    line: int
    field: str
    message: DisplayText
    kind: Kind = Kind.WRONG

    @property
    def is_wrong(self) -> bool:
        return self.kind is self.Kind.WRONG


class UnreadableFile(ValueError):
    """The file as a whole is not a table with the columns it needs; ``problems`` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.line}: {p.message}" for p in self.problems))


@dataclass
class ImportReport:
    """How many rows an import created, updated, moved and left unchanged, and what was wrong.

    ``moved`` is None for imports that move nothing. Lines with a wrong problem were not written.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    moved: int | None = None
    problems: list[Problem] = field(default_factory=list)

    def count(self, outcome: str) -> None:
        """Add one to ``created``, ``updated``, ``unchanged`` or ``moved``."""
        setattr(self, outcome, (getattr(self, outcome) or 0) + 1)

    def merge(self, other: ImportReport) -> None:
        """Add the counts and problems of another report to this one."""
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        if other.moved is not None:
            self.moved = (self.moved or 0) + other.moved
        self.problems += other.problems
