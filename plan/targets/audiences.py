"""Says of whom a target asks something: of everybody, or of those with a position or grade."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from people.directory import list_known_positions
from people.text.formatting import digits, join_words
from people.text.languages import in_language
from plan.positions import Names, match_position, pick_positions, position_key


@dataclass(frozen=True)
class TargetAudience:
    """Those who have one of the positions and a grade within the bounds; empty is everybody."""

    positions: Sequence[Names] = ()
    grade_from: int | None = None
    grade_to: int | None = None

    @property
    def key(self) -> str:
        """Return what is the same for the same audience, and empty for everybody."""
        if self.is_everybody:
            return ""
        keys = sorted({position_key(names) for names in self.positions})
        text = "\n".join([*keys, f"{self.grade_from}-{self.grade_to}"])
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def __str__(self) -> str:
        """Return the audience in words of the reader's language; nothing for everybody."""
        names = join_words(in_language(names) for names in self.positions)
        return " · ".join(filter(None, (names, self._name_grades())))

    def _name_grades(self) -> str:
        first, last = self.grade_from, self.grade_to
        grades = {"first": digits(first or 0), "last": digits(last or 0)}
        if first is None and last is None:
            return ""
        if last is None:
            return _("grade %(first)s and above") % grades
        if first is None:
            return _("up to grade %(last)s") % grades
        if first == last:
            return _("grade %(first)s") % grades
        return _("grades %(first)s to %(last)s") % grades

    @property
    def is_everybody(self) -> bool:
        return not self.positions and self.grade_from is None and self.grade_to is None

    def includes(self, position: Names, grade: int | None) -> bool:
        """Return whether somebody with the position and grade is of the audience."""
        return self._has_position(position) and self._has_grade(grade)

    def build_condition(self, path: str = "") -> Q:
        """Return the condition on postings; ``path`` leads to them.

        Asks once which of the positions on record are those of the audience.
        """
        return self._match_known(list_known_positions() if self.positions else (), path)

    def narrow_rows(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Leave those of the audience, of rows that keep a position and a grade of their own."""
        # What they keep may be spelled as no posting is any more.
        known = rows.order_by().values_list("position", flat=True).distinct()
        return rows.filter(self._match_known(known if self.positions else (), ""))

    def _match_known(self, known: Iterable[Names], path: str) -> Q:
        condition = Q()
        if self.positions:
            condition &= Q(**{f"{path}position__in": pick_positions(self.positions, known)})
        bounds: Iterable[tuple[str, Any]] = (("gte", self.grade_from), ("lte", self.grade_to))
        for compared, bound in bounds:
            if bound is not None:
                condition &= Q(**{f"{path}grade__{compared}": bound})
        return condition

    def _has_position(self, position: Names) -> bool:
        return not self.positions or any(match_position(one, position) for one in self.positions)

    def _has_grade(self, grade: int | None) -> bool:
        if self.grade_from is None and self.grade_to is None:
            return True
        # Whose grade nobody recorded is in no bounds, as in the database.
        above = self.grade_from is None or (grade is not None and grade >= self.grade_from)
        below = self.grade_to is None or (grade is not None and grade <= self.grade_to)
        return above and below


EVERYBODY = TargetAudience()
