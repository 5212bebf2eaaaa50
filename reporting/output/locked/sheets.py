"""Lays out figures of a locked month for those who read the units: both numbers of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from people.files import Sheet, SheetRow
from people.models import Person
from reporting.months.reading import LockedFigure, LockedTarget, MonthReading
from reporting.output.naming import skill_headings


def build_locked_sheet(reading: MonthReading, targets: Iterable[LockedTarget]) -> Sheet:
    """Return the targets with what was locked for them, a line each."""
    return _build_sheet(reading, ((one.figure, one) for one in targets))


def build_month_sheet(reading: MonthReading, figures: Iterable[LockedFigure]) -> Sheet:
    """Return the figures with the targets that are measured by them, a line each."""
    return _build_sheet(reading, _pair_with_targets(reading, figures))


def describe_locked_month(
    reading: MonthReading, viewer: Person, *, address: str
) -> list[SheetRow]:
    """Return the lines about a file of the month: its day, its proof, and for whom it is."""
    row = reading.row
    return [
        [_("Day"), reading.day],
        [_("Locked on"), timezone.localdate(row.locked_at)],
        ["SHA-256", row.digest],
        [_("Signed with the key"), row.key],
        [_("Rule of counting, version"), reading.content["rule"]["version"]],
        [_("How it was counted"), _(reading.content["rule"]["held"])],
        [_("Asked by"), str(viewer)],
        [_("Written at"), timezone.now()],
        [_("Address"), settings.SITE_URL + address],
    ]


def _pair_with_targets(
    reading: MonthReading, figures: Iterable[LockedFigure]
) -> Iterable[tuple[LockedFigure, LockedTarget | None]]:
    asked: dict[str, list[LockedTarget]] = {}
    for target in reading.targets:
        asked.setdefault(target.figure.id, []).append(target)
    for figure in figures:
        yield from ((figure, target) for target in asked.get(figure.id, [None]))


def _build_sheet(
    reading: MonthReading, pairs: Iterable[tuple[LockedFigure, LockedTarget | None]]
) -> Sheet:
    headings = [
        *(_("Unit code"), _("Unit")),
        *skill_headings(),
        *(_("Measure"), _("With the units below"), _("Day"), _("Posted"), _("Locked number")),
        *(_("Held"), _("Put right on"), _("Reason"), _("Target"), _("Gap")),
        *(_("Plan"), _("Phase"), _("Clause"), _("Due"), _("Sample figure")),
        _("Whom it is about"),
    ]
    lines = [
        [*_write_figure(reading, figure), *_write_target(reading, target), figure.whom]
        for figure, target in pairs
    ]
    return Sheet(_("Figures of your units"), headings, lines)


def _write_figure(reading: MonthReading, figure: LockedFigure) -> list[Any]:
    facts, adjusted = figure.facts, figure.adjustment
    decided_at = adjusted.decided_at if adjusted else None
    return [
        *(facts["unit"], reading.name("units", facts["unit"])),
        *(facts["skill"], reading.name("skills", facts["skill"])),
        *(facts["level"], reading.name_level(figure), str(figure.measure.label)),
        *(_("Yes") if facts["with_below"] else _("No"), reading.day),
        *(figure.posted, figure.locked, figure.value),
        *(
            timezone.localdate(decided_at) if decided_at else None,
            adjusted.reason if adjusted else "",
        ),
    ]


def _write_target(reading: MonthReading, target: LockedTarget | None) -> SheetRow:
    if target is None:
        return [None, None, "", "", "", None, ""]
    facts = target.facts
    plan, _slash, clause = facts["clause"].partition("/")
    return [
        *(facts["asked"], target.gap, reading.name("plans", plan)),
        reading.name("phases", facts["phase"]),
        f"{clause} {reading.name('clauses', facts['clause'])}",
        dt.date.fromisoformat(facts["due_on"]),
        _("sample figure") if facts["is_sample"] else "",
    ]
