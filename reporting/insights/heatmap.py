"""Lays figures out as units by skills, for the heat map, its file and the API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product

from django.conf import settings
from django.db.models import TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from people.models import Agency
from people.text.formatting import percent_of
from plan.levels import HIGHEST_LEVEL, LOWEST_LEVEL, LevelNames, name_level
from plan.models import Skill
from reporting.figures.coverage import Coverage, CoverageFigure, Measure, SkillLevel
from reporting.figures.headcount import count_posted
from reporting.figures.rosters import RosterShare, read_matches
from reporting.figures.subtree import Subtree, UnitContext
from reporting.query.scope import Scope

_WHOLE = 100  # percent
_FIFTHS = 5
_RAMP = range(1, _FIFTHS + 1)  # reporting.css has the classes heat-0 to heat-5


class HeatValue(TextChoices):
    """Names what cells of the heat map show first, and are shaded by."""

    SHARE = "share", _("Share of those posted")
    COUNT = "count", _("Number of people")


# Not frozen, as its figure is not: there are as many.
@dataclass
class CoverageRow:
    """Holds a figure beside the number of persons posted in its unit.

    ``is_own`` marks the row of the office itself, without the units under it; its unit is no
    agency of the database and has no code.
    """

    cell: CoverageFigure
    level_name: str
    posted: int
    match: RosterShare | None = None
    is_own: bool = False

    @cached_property
    def share(self) -> float | None:
        """Return held now as percent of those posted, else None."""
        # Completions happened over years: a percentage of those posted today says nothing.
        if self.cell.measure != Measure.HELD or not self.posted:
            return None
        if self.match and not self.match.tells_percent:
            return None
        return percent_of(self.cell.count, self.posted)

    @property
    def is_missing(self) -> bool:
        """Return whether there is nobody to count."""
        return not self.posted and not self.cell.count


@dataclass(frozen=True)
class HeatRow:
    """Holds the figures of a unit, one for each skill."""

    unit: Agency
    posted: int
    cells: tuple[CoverageRow, ...]

    @property
    def is_own(self) -> bool:
        return self.cells[0].is_own


@dataclass(frozen=True)
class HeatMap:
    """Holds the unit as a whole, its office itself if anybody is posted there, then those right
    under it; ``most`` is their largest figure.
    """

    skills: tuple[Skill, ...]
    rows: tuple[HeatRow, ...]
    most: int
    value: HeatValue = HeatValue.SHARE

    @cached_property
    def is_by_share(self) -> bool:
        """Return whether cells are shaded by their share; completions have none."""
        shares = (cell.share for row in self.rows for cell in row.cells)
        return self.value == HeatValue.SHARE and any(share is not None for share in shares)

    @property
    def shades(self) -> list[tuple[int, int, int]]:
        """Return the shades with what they mean: percent, or numbers."""
        return list_shades(_WHOLE if self.is_by_share else self.most)


@dataclass(frozen=True)
class CoverageTable:
    """Holds what is counted of a unit, then of those below it, by skill and level.

    Without the units that are closed and in which nobody is counted any more. Each row is made
    when it is asked for: a page of the API has a few of thousands.
    """

    unit: Agency
    below: Sequence[Agency]
    pairs: Sequence[SkillLevel]
    day: dt.date
    names: LevelNames
    coverage: Coverage
    posted: Mapping[int, int]
    matches: Mapping[int, RosterShare]

    @classmethod
    def of(
        cls,
        scope: Scope,
        below: Sequence[Agency],
        pairs: Sequence[SkillLevel],
        *,
        subtree: Subtree,
        names: LevelNames,
        by_kind: bool = False,
    ) -> CoverageTable:
        """Count the scope's unit and those below it, which are in the subtree."""
        subtree, day = subtree.narrow_to([scope.unit, *below]), scope.day
        posted = count_posted(subtree, day)
        coverage = Coverage.of(subtree, pairs, days=[day], measure=scope.measure, by_kind=by_kind)
        matches = read_matches(subtree, day)
        return cls(scope.unit, below, pairs, day, names, coverage, posted, matches)

    @cached_property
    def shown(self) -> list[Agency]:
        """Return the unit and those below it that have rows."""
        return [self.unit, *filter(self._is_shown, self.below)]

    def list_rows(self, unit: Agency) -> list[CoverageRow]:
        """Return the rows of one of the units."""
        return [self.build_row(unit, pair) for pair in self.pairs]

    def build_row(self, unit: Agency, pair: SkillLevel) -> CoverageRow:
        """Return the row of one of the units for a skill and level."""
        cell = self.coverage.tell(unit, pair, self.day)
        name = self._level_names[pair]
        return CoverageRow(cell, name, self.posted[unit.pk], self.matches[unit.pk])

    @cached_property
    def _level_names(self) -> dict[SkillLevel, str]:
        return {pair: name_level(self.names, *pair) for pair in self.pairs}

    def _is_shown(self, unit: Agency) -> bool:
        return unit.exists_on(self.day) or any(not r.is_missing for r in self.list_rows(unit))


def list_coverage_rows(
    scope: Scope,
    below: Sequence[Agency],
    *,
    context: UnitContext,
    skills: Sequence[Skill] | None = None,
    levels: Sequence[int] | None = None,
    by_kind: bool = False,
) -> list[CoverageRow]:
    """Return a row for the unit and each of its parts, by skill shown (or those given).

    The level is that of the scope, unless ``levels`` asks for others.

    The parts add up to the unit: those of the office itself have rows, and so has a closed unit in
    which somebody is still counted.
    """
    chosen = list_shown_skills(scope) if skills is None else skills
    if not chosen:
        return []
    pairs = list(product(chosen, levels or [scope.level]))
    table = CoverageTable.of(
        scope, below, pairs, subtree=context.subtree, names=context.names, by_kind=by_kind
    )
    whole, *parts = map(table.list_rows, table.shown)
    return [*whole, *_build_own_rows(whole, parts), *chain.from_iterable(parts)]


def _build_own_rows(
    whole: Sequence[CoverageRow], parts: Sequence[Sequence[CoverageRow]]
) -> list[CoverageRow]:
    """Return what the whole has more than its parts: the staff of the office itself."""
    if not parts:
        return []
    unit = _office_itself(whole[0].cell.unit)
    # Each person has one posting a day and each completion one agency, so what is left is its own.
    posted = whole[0].posted - sum(own[0].posted for own in parts)
    own = [
        CoverageRow(
            _take_away(row.cell, [other.cell for other in others], unit),
            row.level_name,
            posted,
            row.match,
            is_own=True,
        )
        for row, *others in zip(whole, *parts, strict=True)
    ]
    return own if any(not row.is_missing for row in own) else []


def _take_away(
    whole: CoverageFigure, parts: Sequence[CoverageFigure], unit: Agency
) -> CoverageFigure:
    count = whole.count - sum(part.count for part in parts)
    kinds = {
        kind: people - sum([part.kinds[kind] for part in parts])
        for kind, people in whole.kinds.items()
    }
    return replace(whole, unit=unit, count=count, kinds=kinds)


def _office_itself(unit: Agency) -> Agency:
    names = {}
    for language in unit.names or settings.CONTENT_LANGUAGES:
        with override(language):
            names[language] = gettext("Staff of the office itself")
    # Without a code: a table has one line for each code.
    return Agency(code="", names=names)


def list_shown_skills(scope: Scope) -> list[Skill]:
    """Return the skills in use, and the scope's own even if it is not, by code."""
    own = [scope.skill] if scope.skill else []
    return sorted({*scope.skills_in_use, *own}, key=lambda skill: skill.code)


def list_shown_levels(scope: Scope, names: LevelNames) -> Iterator[tuple[int, str]]:
    """Yield the top number of each named level, and the scope's own number if it is another."""
    for number in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1):
        # Frameworks name levels in pairs (1-2, 3-4, …): the even one says both.
        if scope.skill and (number % 2 == 0 or number == scope.level):
            yield number, name_level(names, scope.skill, number)


def build_heat_map(scope: Scope, rows: Sequence[CoverageRow]) -> HeatMap:
    """Return the rows as a grid."""
    by_unit: dict[tuple[str, bool], list[CoverageRow]] = {}
    for row in rows:
        by_unit.setdefault((row.cell.unit.code, row.is_own), []).append(row)
    skills = {row.cell.skill.id: row.cell.skill for row in rows}
    lines = tuple(
        HeatRow(cells[0].cell.unit, cells[0].posted, tuple(cells)) for cells in by_unit.values()
    )
    # Without the whole unit, whose figure would make all parts pale.
    others = (line.cells for line in lines if line.unit.pk != scope.unit.pk)
    parts = [cell for cells in others for cell in cells] or rows
    return HeatMap(
        tuple(skills.values()), lines, max((row.cell.count for row in parts), default=0)
    )


def choose_shade(row: CoverageRow, most: int, *, by: HeatValue = HeatValue.SHARE) -> int:
    """Return a shade, 0 to 5: by share of those posted, else by the largest count."""
    if by == HeatValue.SHARE and row.share is not None:
        # Half up, as the cell shows it: the shade is that of the number one reads.
        return _shade_of(int(row.share + 0.5), _WHOLE)
    return _shade_of(row.cell.count, most)


def _shade_of(number: int, most: int) -> int:
    """Return 0 for nothing, else in which fifth of the largest number it lies."""
    if number <= 0:
        return 0
    return min(-(-number * _FIFTHS // max(most, 1)), _FIFTHS)


def list_shades(most: int) -> list[tuple[int, int, int]]:
    """Return the shades that can occur, each with its lowest and highest number."""
    bounds = [
        (shade, (shade - 1) * most // _FIFTHS + 1, shade * most // _FIFTHS) for shade in _RAMP
    ]
    return [(0, 0, 0), *(one for one in bounds if one[1] <= one[2])]
