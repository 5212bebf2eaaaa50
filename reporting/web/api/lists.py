"""Answers with the figures of the pages as JSON: units, coverage, targets, curves and changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from http import HTTPStatus
from itertools import product
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from people.agencies import AgencyPlaces
from people.models import Agency
from people.web.api import REFUSALS, RETRY_AFTER, RefusalSerializer
from reporting.changes import explain_change
from reporting.changes.periods import ChangePeriod
from reporting.figures.coverage import SkillLevel
from reporting.figures.subtree import Subtree, UnitContext
from reporting.figures.targets import TargetRow, list_target_rows
from reporting.insights.heatmap import CoverageRow, CoverageTable, list_shown_skills
from reporting.insights.home.target_list import name_clause, name_phase, name_plan
from reporting.insights.planning import TargetOutlook, list_outlooks
from reporting.insights.trend import TrendRange, build_trend, list_trend_lines
from reporting.query.parameters import (
    NoReportingRole,
    ReportQuery,
    ScopeFilter,
    UnitOutOfReach,
    read_report_query,
)
from reporting.query.units import load_relatives
from reporting.web.api.filters import (
    ChangeFilter,
    TargetFilter,
    TrendFilter,
    find_doubled,
    find_unknown,
)
from reporting.web.api.serializers import (
    AgencySerializer,
    ChangeStep,
    ChangeStepSerializer,
    CoverageSerializer,
    TargetSerializer,
    TrendPointSerializer,
)
from reporting.web.charts.trend import read_trend_target
from reporting.web.home.change_days import read_change_days

_ERROR_RESPONSES = {
    **REFUSALS,
    403: OpenApiResponse(RefusalSerializer, "No role that reads figures."),
    404: OpenApiResponse(RefusalSerializer, "No such unit, or target of it, within reach."),
}

_NOT_MODIFIED = OpenApiResponse(None, "The copy whose ETag was sent is current.")
_IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="ETag of the copy one has."
)
_ETAG = OpenApiParameter(
    "ETag", str, OpenApiParameter.HEADER, response=[200, 304], description="Changes with the page."
)


def _describe_list(serializer: type[Serializer]) -> Callable[[type[APIView]], type[APIView]]:
    """Describe what a list answers and what it refuses, in the shape in which it does."""
    responses = {200: serializer(many=True), 304: _NOT_MODIFIED, **_ERROR_RESPONSES}
    return extend_schema(responses=responses, parameters=[RETRY_AFTER, _IF_NONE_MATCH, _ETAG])


class _ReportListAPIView(ListAPIView):
    """A list of rows about the unit that the query names, by default the reader's own."""

    queryset = Agency.objects.none()  # only the schema reads it; rows come from `read_rows`
    filterset_class: type[ScopeFilter] = ScopeFilter
    is_of_all_skills = False  # where no skill is asked for; else the first target names one

    @cached_property
    def report_query(self) -> ReportQuery:
        """Return what is asked. Raises what becomes 400, 403 or 404."""
        try:
            report_query = read_report_query(
                self.request, self.filterset_class, of_all_skills=self.is_of_all_skills
            )
        except NoReportingRole as error:
            raise PermissionDenied from error
        except UnitOutOfReach as error:
            raise Http404 from error
        unknown = find_unknown(self.request.GET.keys(), self.filterset_class)
        told = {name: [_("There is no such filter.")] for name in unknown}
        # One of them would be left out: the answer would tell of less than was asked.
        told |= {name: [_("Ask for one only.")] for name in find_doubled(self.request.GET)}
        told |= {name: list(map(str, one)) for name, one in report_query.form.errors.items()}
        if told:
            raise ValidationError(told)
        return report_query

    def read_rows(self) -> Sequence[Any]:
        """Return the rows that the serializer shows."""
        raise NotImplementedError

    def describe_page(self, page: Sequence[Any]) -> Sequence[Any]:
        """Return the rows of a page with what is counted for these alone."""
        return page

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        # Rows are counted figures: the filter backends have nothing to filter.
        page = self.describe_page(self.paginate_queryset(self.read_rows()) or ())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, with 304 where the asker's copy is current: a page of figures is long."""
        response = super().dispatch(request, *args, **kwargs)
        # Kept by the asker alone, and asked for again: the role may have ended since.
        patch_cache_control(response, private=True, no_cache=True)
        if response.status_code != HTTPStatus.OK or not isinstance(response, Response):
            return response
        response.render()
        set_response_etag(response)
        tag = response["ETag"]
        return get_conditional_response(request, etag=tag, response=response) or response


@_describe_list(AgencySerializer)
class AgencyList(_ReportListAPIView):
    """The agencies whose figures the reader may see; with ``unit``, those in or under it."""

    serializer_class = AgencySerializer

    def read_rows(self) -> Sequence[Agency]:
        scope = self.report_query.scope
        agencies = Agency.objects.figures_visible_to(scope.viewer).on(scope.day).order_by("path")
        tops = [scope.unit] if "unit" in self.report_query.asked else self.report_query.tops
        places = AgencyPlaces(tops, since=scope.day)
        rows = []
        for agency in agencies:
            line = places.line_to(agency.pk, scope.day)
            if "unit" not in self.report_query.asked or scope.unit.pk in line:
                agency.depth = len(line)
                rows.append(agency)
        places.show_as_on(scope.day, rows)
        return rows


@_describe_list(CoverageSerializer)
class CoverageList(_ReportListAPIView):
    """The figures of the unit and of each unit right under it, by skill; see the heat map."""

    serializer_class = CoverageSerializer
    is_of_all_skills = True

    @cached_property
    def table(self) -> CoverageTable:
        """Return what is counted; a program finds a unit by its code, and the office has none."""
        scope, asked = self.report_query.scope, self.report_query.asked
        skills = [asked["skill"]] if "skill" in asked else list_shown_skills(scope)
        subtree = Subtree.of([scope.unit], since=scope.day)
        below = load_relatives(scope, subtree.places).below
        pairs = [(skill, scope.level) for skill in skills]
        # The answer tells levels by their numbers: their names are not read.
        return CoverageTable.of(scope, below, pairs, subtree=subtree, names={}, by_kind=True)

    def read_rows(self) -> Sequence[tuple[Agency, SkillLevel]]:
        return list(product(self.table.shown, self.table.pairs))

    def describe_page(self, page: Sequence[tuple[Agency, SkillLevel]]) -> Sequence[CoverageRow]:
        return [self.table.build_row(*one) for one in page]


@_describe_list(TargetSerializer)
class TargetList(_ReportListAPIView):
    """Every target of the unit and those below it, with who is in training and the forecast.

    ``skill``, ``level``, ``measure``, ``state``, ``plan``, ``phase``, ``clause`` and ``own``
    narrow it. In the order of the units, the same while figures change between two pages.
    """

    serializer_class = TargetSerializer
    filterset_class = TargetFilter

    @cached_property
    def context(self) -> UnitContext:
        """Return where the unit stands, read once for the rows and for what lies ahead."""
        scope = self.report_query.scope
        return UnitContext.of(scope.unit, scope.day)

    def read_rows(self) -> Sequence[TargetRow]:
        scope = self.report_query.scope
        rows = list_target_rows(scope.viewer, scope.unit, day=scope.day, context=self.context)
        return [row for row in rows if self._fits(row)]

    def describe_page(self, page: Sequence[TargetRow]) -> Sequence[TargetOutlook]:
        return list_outlooks(page, self.context)

    def _fits(self, row: TargetRow) -> bool:
        asked, target = self.report_query.asked, row.target
        is_own = target.agency.pk == self.report_query.scope.unit.pk
        return (
            asked.get("skill") in (None, target.skill)
            and asked.get("level") in (None, target.level)
            and asked.get("measure") in (None, row.measure)
            and asked.get("state") in (None, row.told_state)
            and asked.get("plan") in (None, name_plan(row))
            and asked.get("phase") in (None, name_phase(row), str(target.phase.number))
            and asked.get("clause") in (None, name_clause(row), target.clause.code)
            and (is_own or "own" not in asked)
        )


@_describe_list(TrendPointSerializer)
class TrendList(_ReportListAPIView):
    """The figure on the day and on the same day of months before, with what the target asked.

    With ``target`` it counts whom that target is about.
    """

    serializer_class = TrendPointSerializer
    filterset_class = TrendFilter

    def read_rows(self) -> Sequence[dict[str, Any]]:
        scope = self.report_query.scope
        context = UnitContext.of(scope.unit, scope.day)
        rows = list_target_rows(scope.viewer, scope.unit, day=scope.day, context=context)
        asked = self.report_query.asked
        reach = TrendRange(asked.get("range", TrendRange.EIGHTEEN))
        target = read_trend_target(scope, rows, asked.get("target", ""))
        trend = build_trend(scope, context, target, reach)
        lines = list_trend_lines(trend)
        return [{"scope": scope, "trend": trend, "line": line} for line in lines]


@_describe_list(ChangeStepSerializer)
class ChangeList(_ReportListAPIView):
    """Why the figure changed: the first day, what was won and lost, and the last day.

    The people of all rows but the last add up to those of the last.
    """

    serializer_class = ChangeStepSerializer
    filterset_class = ChangeFilter

    def read_rows(self) -> Sequence[dict[str, Any]]:
        scope = self.report_query.scope
        days = read_change_days(self.request, scope)
        # First: of wrong days the period is that of this month, which nobody asked for.
        if days.form.errors:
            raise ValidationError({n: list(map(str, e)) for n, e in days.form.errors.items()})
        if "since" in self.report_query.asked and days.period != ChangePeriod.DAYS:
            raise ValidationError({"since": [_("A period has its own first day: leave one out.")]})
        if scope.skill is None:
            return []
        change = explain_change(
            Subtree.of([scope.unit], since=days.since),
            (scope.skill, scope.level),
            since=days.since,
            until=days.until,
            measure=scope.measure,
        )
        told = [
            (ChangeStep.BEFORE, change.before),
            *change.gains,
            *((reason, -people) for reason, people in change.losses),
            (ChangeStep.AFTER, change.after),
        ]
        return [{"scope": scope, "days": days, "step": step, "people": n} for step, n in told]
