"""Serves the tables of the reports, and lists of people, as files."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language, gettext

from certification.models import Evidence
from people.files import Sheet
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import TargetRow, TargetState, list_target_rows
from reporting.insights.heatmap import list_coverage_rows
from reporting.insights.home import TargetGrouping, TargetOrder, TargetWish, pick_targets
from reporting.insights.people_asked import ONLY_HERE, PeopleAsked
from reporting.insights.people_list import PeopleFilter, count_listed
from reporting.insights.planning import list_outlooks
from reporting.insights.trend import TrendRange
from reporting.output import (
    PeopleFile,
    build_coverage_sheet,
    build_target_sheet,
    build_trend_sheet,
    build_units_sheet,
    describe_people,
    describe_report,
)
from reporting.query.parameters import ReportQuery
from reporting.query.scope import Scope
from reporting.query.units import load_relatives
from reporting.web.charts.trend import list_trends, read_trend_range
from reporting.web.decorators import with_choices, with_report_query, with_valid_query
from reporting.web.files import name_file, serve_sheets
from reporting.web.people import read_people_asked


@dataclass(frozen=True)
class _TableQuestion:
    """Holds what a table is asked for, and what several tables of a workbook read together."""

    request: HttpRequest
    scope: Scope
    context: UnitContext

    @cached_property
    def targets(self) -> list[TargetRow]:
        scope = self.scope
        return list_target_rows(scope.viewer, scope.unit, day=scope.day, context=self.context)


# What the workbook of the page holds; the file of all units may have a nation's lines.
_OF_PAGE = ("targets", "coverage", "trend")


@with_report_query
@with_choices(
    range=TrendRange.values,
    state=TargetState.values,
    order=TargetOrder.values,
    group=TargetGrouping.values,
)
@with_valid_query
def export_tables(
    request: HttpRequest, report_query: ReportQuery, suffix: str
) -> HttpResponseBase:
    """Serve the table that ``?table`` names; without a name a workbook has those of the page."""
    scope = report_query.scope
    asked = request.GET.get("table", "" if suffix == "xlsx" else "targets")
    names = [asked] if asked else list(_OF_PAGE)
    if not _BUILDERS.keys() >= set(names):
        raise Http404
    context = UnitContext.of(scope.unit, scope.day)
    question = _TableQuestion(request, scope, context)
    sheets = [_BUILDERS[name](question) for name in names]
    about = describe_report(scope, context.names, address=_find_page(request, scope, asked))
    name = _name_table(scope, asked or "insights", _list_marks(request, asked))
    return serve_sheets(sheets, about, suffix, name=name)


@with_report_query
@with_choices(who=PeopleFilter.values, kind=Evidence.COUNTED, below=[ONLY_HERE])
@with_valid_query
def export_counted_people(
    request: HttpRequest, report_query: ReportQuery, suffix: str
) -> HttpResponseBase:
    """Serve everybody whom the list of the same query shows by name."""
    scope, asked = report_query.scope, read_people_asked(request, report_query.scope)
    context = UnitContext.of(scope.unit, scope.day)
    file = PeopleFile(scope, asked, context, get_language() or "my")
    address = reverse("reporting:people") + scope.query(**asked.parts)
    listed = [
        [gettext("Listed"), _tell_listed(asked)],
        *describe_people(count_listed(scope, asked, context)),
    ]
    about = describe_report(scope, context.names, listed=listed, rule=asked.rule, address=address)
    name = _name_table(scope, name_file("people", *_list_parts(asked)))
    return serve_sheets([file.build_sheet()], about, suffix, name=name)


def _list_parts(asked: PeopleAsked) -> list[str]:
    """Return what tells files of one scope apart."""
    about = f"target-{asked.target.pk}" if asked.target else ""
    return [asked.who.value, asked.kind, "office" if asked.is_alone else "", about]


def _tell_listed(asked: PeopleAsked) -> str:
    """Return in words who is on the list."""
    # What proves it narrows those counted only.
    proof = asked.kind_label if asked.who == PeopleFilter.COUNTED else ""
    words = [str(asked.who.label), proof, str(asked.audience)]
    if asked.leaves_below:
        words.append(gettext("Staff of the office itself"))
    return " · ".join(filter(None, words))


def _find_page(request: HttpRequest, scope: Scope, table: str) -> str:
    """Return the address of the page that shows the table."""
    if table != "trend":
        narrowed = _read_wish(request).parts if table == "targets" else {}
        return reverse("reporting:insights") + scope.query(**narrowed)
    kept = {name: request.GET.get(name) or None for name in ("both", "target")}
    return reverse("reporting:trend") + scope.query(range=read_trend_range(request).value, **kept)


def _list_marks(request: HttpRequest, table: str) -> list[str]:
    """Return what else was asked for, as the file's name tells it."""
    if table == "trend":
        both, target = request.GET.get("both"), request.GET.get("target")
        marks = ["both" if both else "", f"target-{target}" if target else ""]
        return [read_trend_range(request).value, *marks]
    narrowed = _read_wish(request).parts.items() if table == "targets" else ()
    # Of what somebody may type, only what a name of a file may have.
    return [re.sub(r"[^\w.]+", "-", f"{name}-{value}") for name, value in narrowed]


def _name_table(scope: Scope, table: str, marks: Sequence[str] = ()) -> str:
    """Return the file's name, which tells files of other measures, levels and days apart."""
    parts = [table, scope.unit.code]
    if table in {"trend", "insights"} or table.startswith("people"):
        parts.append(scope.skill.code if scope.skill else "")
    # Targets have levels and measures of their own.
    if table != "targets":
        parts += [f"level-{scope.level}", scope.measure.value]
    return name_file(*parts, *marks, scope.day)


def _build_targets(question: _TableQuestion) -> Sheet:
    wish, unit = _read_wish(question.request), question.scope.unit
    rows = pick_targets(question.targets, wish, unit.pk)
    return build_target_sheet(list_outlooks(rows, question.context))


def _read_wish(request: HttpRequest) -> TargetWish:
    return TargetWish.read(request.GET.dict())


def _build_coverage(question: _TableQuestion) -> Sheet:
    scope, context = question.scope, question.context
    below = load_relatives(scope, context.places).below
    rows = list_coverage_rows(scope, below, context=context, by_kind=True)
    return build_coverage_sheet(rows)


def _build_units(question: _TableQuestion) -> Sheet:
    return build_units_sheet(question.scope, question.context)


def _build_trend(question: _TableQuestion) -> Sheet:
    scope, context = question.scope, question.context
    trends = list_trends(question.request, scope, context, question.targets)
    return build_trend_sheet([trend for _scope, trend in trends], context.names)


_BUILDERS: dict[str, Callable[[_TableQuestion], Sheet]] = {
    "targets": _build_targets,
    "coverage": _build_coverage,
    "units": _build_units,
    "trend": _build_trend,
}
