"""Says what was found in an uploaded table and what became of it: one report for every import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext_lazy as _

DisplayText = Any  # text, or text that is translated when it is shown


@dataclass(frozen=True)
class Problem:
    """A note on one line for the person who made the file: wrong, converted, or to be checked.

    ``advice`` says what to do; without it the kind does. ``way_on`` names another way, for pages
    that lead there.
    """

    class Kind(StrEnum):
        WRONG = "wrong"
        CONVERTED = "converted"
        CHECK = "check"

    line: int
    field: str
    message: DisplayText
    kind: Kind = Kind.WRONG
    advice: DisplayText = ""
    way_on: str = ""

    @property
    def is_wrong(self) -> bool:
        return self.kind is self.Kind.WRONG

    @property
    def what_to_do(self) -> DisplayText:
        return self.advice or _ADVICE[self.kind]


_ADVICE = {
    Problem.Kind.WRONG: _("Put this line right in the file and import the file again."),
    Problem.Kind.CONVERTED: _("Nothing, if the converted text reads well."),
    Problem.Kind.CHECK: _("Check it. If it is wrong, put it right and import the file again."),
}


@dataclass(frozen=True)
class LineOutcome:
    """What a line of the file does: its outcome, and the row it is about in words."""

    line: int
    outcome: str
    what: str


class UnreadableFile(ValueError):
    """The file as a whole is not a table with the columns it needs; ``problems`` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.line}: {p.message}" for p in self.problems))


@dataclass(frozen=True)
class RowChange:
    """A row that was there before the import, and its fields before and after.

    Of rows that belong to it, such as postings, the field holds a list. ``words`` are of whoever
    keeps the history, put there before the import is written.
    """

    row: Model
    before: dict[str, Any]
    after: dict[str, Any]
    words: Any = None


# Lines of each outcome that a preview shows; the counts tell of the others.
_LINES_SHOWN = 10


@dataclass
class ImportReport:
    """How many rows an import created, updated, moved and left unchanged, and what was wrong.

    ``moved`` is None for imports that move nothing. Lines with a wrong problem were not written.
    ``is_part``: more of the same file follows. ``is_undoing``: an import is taken back.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    moved: int | None = None
    problems: list[Problem] = field(default_factory=list)
    first_lines: list[LineOutcome] = field(default_factory=list)
    changes: list[RowChange] = field(default_factory=list)
    # What each line does to its row, of importers that tell: in a shape of their own.
    outcomes: list[Any] = field(default_factory=list)
    is_part: bool = False
    is_undoing: bool = False

    def count(self, outcome: str, line: int = 0, what: object = "") -> None:
        """Add one to ``created``, ``updated``, ``unchanged`` or ``moved``.

        Of lines that change something the first are kept, with what they are about.
        """
        number = (getattr(self, outcome) or 0) + 1
        setattr(self, outcome, number)
        if line and outcome != "unchanged" and number <= _LINES_SHOWN:
            self.first_lines.append(LineOutcome(line, outcome, str(what)))

    def note_change(self, row: Model, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Keep what the import changed in a row that was there, for its history."""
        self.changes.append(RowChange(row, before, after))

    @property
    def refused(self) -> int:
        """How many lines have something wrong."""
        return len({problem.line for problem in self.problems if problem.is_wrong})

    def merge(self, other: ImportReport) -> None:
        """Add the counts and problems of another report to this one."""
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        if other.moved is not None:
            self.moved = (self.moved or 0) + other.moved
        self.problems += other.problems
        self.first_lines += other.first_lines
        self.changes += other.changes
        self.outcomes += other.outcomes


def pack_problems(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return the problems as plain JSON, with their words in every language that is offered."""
    problems = list(problems)
    rows: list[dict[str, Any]] = [
        {"line": one.line, "field": one.field, "kind": one.kind.value, "message": {}, "advice": {}}
        | ({"way_on": one.way_on} if one.way_on else {})
        for one in problems
    ]
    for language in settings.OFFERED_LANGUAGES:
        with translation.override(language):
            for row, one in zip(rows, problems, strict=True):
                row["message"][language] = str(one.message)
                row["advice"][language] = str(one.what_to_do)
    return rows


def unpack_problems(rows: Iterable[dict[str, Any]]) -> list[Problem]:
    """Return packed problems in the active language."""
    language = translation.get_language()
    return [
        Problem(
            line=row["line"],
            field=row["field"],
            kind=Problem.Kind(row["kind"]),
            message=row["message"].get(language) or next(iter(row["message"].values())),
            advice=row["advice"].get(language) or next(iter(row["advice"].values())),
            way_on=row.get("way_on", ""),
        )
        for row in rows
    ]
