"""Answers with the figures of the page as JSON: agencies, coverage and targets, read only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from people.agencies import AgencyPlaces
from people.models import Agency
from people.web.api import REFUSALS, RETRY_AFTER, RefusalSerializer
from reporting.figures.subtree import UnitContext
from reporting.figures.targets import TargetRow, list_target_rows
from reporting.insights.heatmap import list_coverage_rows
from reporting.query.parameters import (
    NoReportingRole,
    ReportQuery,
    ScopeFilter,
    UnitOutOfReach,
    read_report_query,
)
from reporting.query.units import load_relatives
from reporting.web.serializers import (
    AgencySerializer,
    CoverageSerializer,
    TargetSerializer,
)

_ERROR_RESPONSES = {
    **REFUSALS,
    403: OpenApiResponse(RefusalSerializer, "No role that reads figures."),
    404: OpenApiResponse(RefusalSerializer, "No such unit within reach."),
}


def _describe_list(serializer: type[Serializer]) -> Callable[[type[APIView]], type[APIView]]:
    """Describe what a list answers and what it refuses, in the shape in which it does."""
    responses = {200: serializer(many=True), **_ERROR_RESPONSES}
    return extend_schema(responses=responses, parameters=[RETRY_AFTER])


class _ReportListAPIView(ListAPIView):
    """A list of rows about the unit that the query names, by default the reader's own."""

    queryset = Agency.objects.none()  # only the schema reads it; rows come from `read_rows`
    filterset_class = ScopeFilter

    @cached_property
    def report_query(self) -> ReportQuery:
        """Return what is asked. Raises what becomes 400, 403 or 404."""
        try:
            report_query = read_report_query(self.request)
        except NoReportingRole as error:
            raise PermissionDenied from error
        except UnitOutOfReach as error:
            raise Http404 from error
        if not report_query.is_valid:
            errors = report_query.form.errors
            raise ValidationError({name: list(map(str, errors[name])) for name in errors})
        return report_query

    def read_rows(self) -> Sequence[Any]:
        """Return the rows that the serializer shows."""
        raise NotImplementedError

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        # Rows are counted figures: the filter backends have nothing to filter.
        page = self.paginate_queryset(self.read_rows())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


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

    def read_rows(self) -> Sequence[Any]:
        scope = self.report_query.scope
        skills = [self.report_query.asked["skill"]] if "skill" in self.report_query.asked else None
        context = UnitContext.of(scope.unit, scope.day)
        below = load_relatives(scope, context.places).below
        rows = list_coverage_rows(scope, below, context=context, skills=skills)
        # A program finds a unit by its code: what is left for the office itself it can subtract.
        return [row for row in rows if not row.is_own]


@_describe_list(TargetSerializer)
class TargetList(_ReportListAPIView):
    """Every target of the unit and the units below it; ``skill`` and ``level`` narrow it."""

    serializer_class = TargetSerializer

    def read_rows(self) -> Sequence[TargetRow]:
        scope, asked = self.report_query.scope, self.report_query.asked
        return [
            row
            for row in list_target_rows(scope.viewer, scope.unit, day=scope.day)
            if asked.get("skill") in (None, row.target.skill)
            and asked.get("level") in (None, row.target.level)
        ]
