"""Lays out what is public of a locked month: as a table, as JSON, and for indices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from people.files import Sheet, SheetRow
from people.text.formatting import to_tenth
from people.text.languages import in_language
from plan.models import Measure
from reporting.months import PublicMonth
from reporting.months.publishing import PublicFigure, PublicTarget
from reporting.output.about import build_about_sheet
from reporting.output.locked.indices import list_index_rows

_FORMAT = "pyinnya-public-plan/1"


def build_public_sheet(month: PublicMonth) -> Sheet:
    """Return the targets, then the figures of ministries that no target asks for."""
    headings = [
        *(_("Plan"), _("Clause"), _("Phase"), _("Unit code"), _("Unit")),
        *(_("Skill code"), _("Skill"), _("Level number"), _("Measure"), _("Day")),
        *(_("Held"), _("Target"), _("Percent of the target"), _("Due"), _("Sample figure")),
        *(_("Locked number"), _("Put right on"), _("Why nothing is told")),
        # Last: programs that read the columns before go on.
        *(_("With the units below"), _("Whom it is about"), _("Reason")),
    ]
    return Sheet(pgettext("workbook", "Public figures of the plan"), headings, _list_lines(month))


def _list_lines(month: PublicMonth) -> Iterator[SheetRow]:
    asked = set()
    for clause in month.clauses:
        for target in clause.targets:
            asked.add(target.figure.id)
            yield _write_line(month, target.figure, target)
    for figure in month.figures:
        if figure.id not in asked:
            yield _write_line(month, figure, None)


def _write_line(month: PublicMonth, figure: PublicFigure, target: PublicTarget | None) -> SheetRow:
    plan, _slash, clause = target.clause.partition("/") if target else ("", "", "")
    return [
        *(plan, clause, target.phase.partition("/")[2] if target else ""),
        *(figure.unit.code, in_language(figure.unit.names)),
        *(figure.skill, in_language(figure.skill_names), figure.level),
        *(str(Measure(figure.measure).label), month.day),
        *(
            figure.held,
            target.asked if target else None,
            to_tenth(target.share) if target else None,
        ),
        target.due_on if target else None,
        _("sample figure") if target and target.facts["is_sample"] else "",
        figure.locked if figure.adjusted_on else None,
        figure.adjusted_on,
        "" if figure.held is not None else _("too small to be told"),
        *(_("Yes") if figure.with_below else _("No"), figure.whom, figure.reason),
    ]


def build_index_sheet(month: PublicMonth) -> Sheet:
    """Return what indices ask, a line each."""
    headings = [
        *(_("What"), _("Value"), _("Definition"), _("Asked by")),
        *(_("Source"), _("Day")),
    ]
    lines = [
        [row.title, row.value, row.definition, row.asked_by, row.source, row.day]
        for row in list_index_rows(month)
    ]
    return Sheet(_("For international indices"), headings, lines)


def describe_public_sheet(month: PublicMonth, *, address: str) -> Sheet:
    """Return the sheet of a workbook that tells the day, the rule, the licence and the proof."""
    licence = settings.FIGURES_LICENCE
    return build_about_sheet(
        [
            [_("Day"), month.day],
            [_("Locked on"), month.locked_on],
            [_("Rule of counting, version"), month.rule["version"]],
            [_("How it was counted"), _(month.rule["held"])],
            [_("Smallest number that is told"), month.smallest],
            [_("Licence"), f"{licence['name']} {licence['url']}"],
            ["SHA-256", month.digest],
            [_("Signed with the key"), month.key],
            [_("Address"), settings.SITE_URL + address],
        ]
    )


def describe_public_month(month: PublicMonth) -> dict[str, Any]:
    """Return the month as JSON: names in every language, and how it can be checked."""
    return {
        "format": _FORMAT,
        "month": month.code,
        "day": month.day.isoformat(),
        "licence": settings.FIGURES_LICENCE,
        "locked": {
            "on": month.locked_on.isoformat(),
            "sha256": month.digest,
            "key": month.key,
            "signature": month.signature,
        },
        "rule_version": month.rule["version"],
        "rule": {name: words for name, words in month.rule.items() if name != "version"},
        "smallest_number": month.smallest,
        "plans": month.plans,
        "phases": month.phases,
        "clauses": {clause.key: clause.names for clause in month.clauses},
        "targets": [
            _describe_target(target) for clause in month.clauses for target in clause.targets
        ],
        "figures": [_describe_figure(figure) for figure in month.figures],
        "indices": month.index,
    }


def _describe_target(target: PublicTarget) -> dict[str, Any]:
    told = ("percent", "due_on", "baseline_on", "source", "is_sample")
    return {
        "clause": target.clause,
        "phase": target.phase,
        "target": target.asked,
        "percent_of_target": to_tenth(target.share),
        **{name: target.facts[name] for name in told},
        "figure": _describe_figure(target.figure),
    }


def _describe_figure(figure: PublicFigure) -> dict[str, Any]:
    unit = figure.unit
    return {
        "id": figure.id,
        "unit": {
            "code": unit.code,
            "names": unit.names,
            "posted": unit.posted,
            "percent_in_roster": unit.matched,
            "roster_on": unit.roster_on.isoformat() if unit.roster_on else None,
        },
        "skill": {"code": figure.skill, "names": figure.skill_names},
        "level": figure.level,
        "measure": figure.measure,
        "with_below": figure.with_below,
        "audience": figure.audience,
        "held": figure.held,
        "is_suppressed": figure.held is None,
        "locked": figure.locked,
        "adjusted_on": figure.adjusted_on.isoformat() if figure.adjusted_on else None,
        "reason": figure.reason,
    }
