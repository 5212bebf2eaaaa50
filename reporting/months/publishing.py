"""Makes what everybody may read of a locked month: country and ministries, nothing small."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Max, Q
from django.utils import timezone

from people.files import identify_release
from people.text.formatting import digits, percent_of, round_percent
from people.text.languages import in_language
from plan.models import Measure
from reporting.figures.targets import name_counting
from reporting.models import LockedMonth, MonthAdjustment
from reporting.months.hiding import (
    find_hidden_figures,
    find_hidden_index,
    name_asked,
    name_staff,
)
from reporting.months.reading import (
    LockedFigure,
    LockedTarget,
    MonthReading,
    name_audience,
    read_month,
)

_CACHE_SECONDS = 86_400  # by the digest and the last adjustment, so that nothing old is shown
_PUBLIC_PLACES = ("country", "ministry")
_APPROVED = Q(adjustments__answer_state=MonthAdjustment.Answer.APPROVED)
_Names = dict[str, str]


@dataclass(frozen=True)
class PublicUnit:
    """A unit with how well its people are known."""

    code: str
    names: _Names
    is_country: bool
    posted: int | None
    matched: int | None  # percent
    roster_on: dt.date | None


@dataclass(frozen=True)
class PublicFigure:
    """A figure that everybody may read; ``held`` is None where it is too small to be told."""

    id: str
    unit: PublicUnit
    skill: str
    skill_names: _Names
    level: int
    level_names: _Names
    measure: str
    with_below: bool
    audience: dict[str, Any] | None
    held: int | None
    locked: int | None
    adjusted_on: dt.date | None
    reason: str
    is_whole: bool  # of everybody in the unit and below

    @property
    def whom(self) -> str:
        return name_audience(self.audience)

    @property
    def level_name(self) -> str:
        """Return ``2 · Basic`` in the active language."""
        return " · ".join(filter(None, (digits(self.level), in_language(self.level_names))))

    @property
    def narrowing(self) -> str:
        """Return in words what it counts, where it is not who holds it in the unit and below."""
        measure = Measure.TRAINED if self.measure == Measure.TRAINED else None
        return name_counting(measure, self.whom, with_below=self.with_below)


@dataclass(frozen=True)
class PublicTarget:
    """A target with its figure; ``share`` is percent of what was asked."""

    figure: PublicFigure
    clause: str
    phase: str
    asked: int | None
    share: float | None
    facts: dict[str, Any]

    @property
    def due_on(self) -> dt.date:
        return dt.date.fromisoformat(self.facts["due_on"])


@dataclass(frozen=True)
class PublicClause:
    """A clause of a plan with its targets, the country's first."""

    key: str
    code: str
    plan: str
    names: _Names
    targets: tuple[PublicTarget, ...]

    @property
    def of_country(self) -> list[PublicTarget]:
        return [one for one in self.targets if one.figure.unit.is_country]

    @property
    def of_ministries(self) -> list[PublicTarget]:
        return [one for one in self.targets if not one.figure.unit.is_country]


@dataclass(frozen=True)
class PublicMonth:
    """All that everybody may read of a month, from the locked file and its adjustments alone."""

    code: str
    day: dt.date
    locked_on: dt.date
    digest: str
    key: str
    signature: str
    tag: str  # the same as long as nothing of it changes, nor the release
    smallest: int
    rule: dict[str, Any]  # its version, and what each measure counts
    country: PublicUnit | None
    plans: dict[str, _Names]
    phases: dict[str, _Names]
    clauses: tuple[PublicClause, ...]
    figures: tuple[PublicFigure, ...]
    index: dict[str, Any]

    def list_told(self) -> set[str]:
        """Return the ids of the figures that are told."""
        of_targets = [one.figure for clause in self.clauses for one in clause.targets]
        return {one.id for one in (*self.figures, *of_targets) if one.held is not None}

    @property
    def headline(self) -> PublicTarget | None:
        """Return the country's next target of everybody, one that is not due yet first."""
        # In the order of the file: the leading plan comes first.
        plans = list(dict.fromkeys(clause.plan for clause in self.clauses))
        own = [
            (one.due_on < self.day, plans.index(clause.plan), one.due_on, -(one.asked or 0), one)
            for clause in self.clauses
            for one in clause.targets
            if one.figure.unit.is_country and one.figure.is_whole
        ]
        return min(own, key=lambda ranked: ranked[:4])[4] if own else None


def identify_public_figures() -> str:
    """Return what stays the same as long as no month is locked or adjusted: one query."""
    months = LockedMonth.objects.order_by()
    last = months.aggregate(months=Count("pk"), at=Max("adjustments__decided_at"))
    return f"{last['months']} {last['at']} {settings.SMALLEST_PUBLIC_NUMBER}"


def get_public_month(code: str = "") -> PublicMonth | None:
    """Return a locked month, the last one without a code; None where there is none.

    Two queries, and one file to be read the first time. Raise `MonthTampered`.
    """
    months = LockedMonth.objects.defer("content").annotate(
        adjusted_at=Max("adjustments__decided_at", filter=_APPROVED)
    )
    # Said: a query with an aggregate forgets the order of its model.
    months = months.order_by("-month")
    row = months.filter(month=f"{code}-01").first() if code else months.first()
    if row is None:
        return None
    stamp = f"{row.adjusted_at:%Y%m%d%H%M%S%f}" if row.adjusted_at else "0"
    # A release may hide other numbers, and know of other parts: nothing older is told.
    release = identify_release()[:12]
    tag = f"{row.digest[:24]}-{stamp}-{settings.SMALLEST_PUBLIC_NUMBER}-{release}"
    made: PublicMonth | None = cache.get(f"public-month-{tag}")
    if made is None:
        made = build_public_month(read_month(row), tag=tag)
        cache.set(f"public-month-{tag}", made, _CACHE_SECONDS)
    return made


def build_public_month(reading: MonthReading, *, tag: str = "") -> PublicMonth:
    """Return what of the month may be told to everybody."""
    smallest = settings.SMALLEST_PUBLIC_NUMBER
    content, row = reading.content, reading.row
    hidden = find_hidden_figures(reading, smallest)
    units = {
        code: _show_unit(code, facts, is_told=name_staff(code) not in hidden)
        for code, facts in content["units"].items()
        if facts["place"] in _PUBLIC_PLACES
    }
    figures = {
        key: _show_figure(reading, figure, units[figure.facts["unit"]], is_told=key not in hidden)
        for key, figure in reading.figures.items()
        if figure.facts["unit"] in units
    }
    return PublicMonth(
        code=row.code,
        day=reading.day,
        locked_on=timezone.localdate(row.locked_at),
        digest=row.digest,
        key=row.key,
        signature=row.signature,
        tag=tag,
        smallest=smallest,
        rule=content["rule"],
        country=next((one for one in units.values() if one.is_country), None),
        plans=content["plans"],
        phases=content["phases"],
        clauses=tuple(_group_by_clause(reading, figures, hidden)),
        figures=tuple(one for one in figures.values() if one.is_whole),
        index=_show_index(content["index"], find_hidden_index(reading, hidden, smallest)),
    )


def _show_unit(code: str, facts: dict[str, Any], *, is_told: bool) -> PublicUnit:
    posted, on = facts["posted"], facts["roster_on"]
    return PublicUnit(
        code=code,
        names=facts["names"],
        is_country=facts["place"] == "country",
        posted=posted if is_told else None,
        matched=round_percent(100 * facts["matched"] / posted) if is_told and posted else None,
        roster_on=dt.date.fromisoformat(on) if on else None,
    )


def _show_figure(
    reading: MonthReading, figure: LockedFigure, unit: PublicUnit, *, is_told: bool
) -> PublicFigure:
    facts, adjusted = figure.facts, figure.adjustment
    levels = reading.content["levels"]
    return PublicFigure(
        id=figure.id,
        unit=unit,
        skill=facts["skill"],
        skill_names=reading.content["skills"].get(facts["skill"], {}),
        level=facts["level"],
        level_names=levels.get(f"{facts['skill']}/{facts['level']}", {}),
        measure=facts["measure"],
        with_below=facts["with_below"],
        audience=facts["audience"],
        held=figure.value if is_told else None,
        locked=figure.locked if is_told else None,
        adjusted_on=timezone.localdate(adjusted.decided_at) if adjusted and is_told else None,
        reason=adjusted.reason if adjusted and is_told else "",
        is_whole=figure.is_whole,
    )


def _group_by_clause(
    reading: MonthReading, figures: dict[str, PublicFigure], hidden: Collection[str]
) -> Iterator[PublicClause]:
    by_clause: dict[str, list[PublicTarget]] = {}
    for target in reading.targets:
        if figure := figures.get(target.figure.id):
            shown = _show_target(target, figure, hidden)
            by_clause.setdefault(shown.clause, []).append(shown)
    # The leading plan is the first in the file; its clauses in their own order.
    plans = list(dict.fromkeys(key.partition("/")[0] for key in by_clause))
    ordered = sorted(by_clause, key=lambda key: (plans.index(key.partition("/")[0]), key))
    for key in ordered:
        plan, _slash, code = key.partition("/")
        names = reading.content["clauses"][key]
        yield PublicClause(key, code, plan, names, tuple(by_clause[key]))


def _show_target(
    target: LockedTarget, figure: PublicFigure, hidden: Collection[str]
) -> PublicTarget:
    facts, asked = target.facts, int(target.facts["asked"])
    held, is_known = figure.held, None not in (figure.held, figure.unit.posted)
    is_known &= name_asked(figure.id) not in hidden
    # A percent of so many tells how many they are: not where these are not told.
    is_told = is_known or facts["percent"] is None
    share = percent_of(held, asked) if held is not None and is_told and asked else None
    return PublicTarget(
        figure, facts["clause"], facts["phase"], asked if is_told else None, share, facts
    )


def _show_index(facts: dict[str, Any], hidden: Collection[str]) -> dict[str, Any]:
    """Return the facts without the numbers of people that are too small."""
    return {name: None if name in hidden else fact for name, fact in facts.items()}
