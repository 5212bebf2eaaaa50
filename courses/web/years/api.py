"""Tells programs of an office what the year of its people came to, as an appraisal asks it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from courses.models import ExemptionReason, YearState, YearStatus
from people.access import agencies_for, has_role
from people.history import record_looks
from people.models import Agency, Person, Role
from people.text import clean, to_ascii_digits
from people.web.api import REFUSALS, RETRY_AFTER, RefusalSerializer


class _AskedYearsSerializer(serializers.Serializer):
    """Of whom and of which year it is asked."""

    year = serializers.IntegerField(min_value=2015, max_value=2200, required=False)
    unit = serializers.CharField(max_length=40, required=False)
    staff_number = serializers.CharField(max_length=100, required=False)
    state = serializers.ChoiceField(YearState.choices, required=False)


class YearStatusSerializer(serializers.ModelSerializer[YearStatus]):
    """A frozen year: its state now, and as it was on the cut-off day."""

    staff_number = serializers.CharField(source="person.staff_number", allow_null=True)
    agency = serializers.CharField(
        source="agency.code", help_text="Of the main posting on the cut-off day."
    )
    state = serializers.ChoiceField(
        YearState.choices,
        source="current_state",
        help_text="That of the last approved correction, else the frozen one.",
    )
    frozen_state = serializers.ChoiceField(YearState.choices, source="state")
    exempt_reason = serializers.ChoiceField(ExemptionReason.choices, allow_blank=True)
    parts_asked = serializers.SerializerMethodField()
    parts_done = serializers.SerializerMethodField()
    minutes = serializers.SerializerMethodField(help_text="Null: no hours were asked.")
    minutes_asked = serializers.SerializerMethodField()

    class Meta:
        model = YearStatus
        fields = (
            *("staff_number", "year", "agency", "grade", "state", "frozen_state"),
            *("exempt_reason", "parts_asked", "parts_done", "minutes", "minutes_asked"),
            *("cut_off_on", "frozen_at"),
        )

    def get_parts_asked(self, row: YearStatus) -> int:
        return len(row.facts["parts"])

    def get_parts_done(self, row: YearStatus) -> int:
        return sum(1 for part in row.facts["parts"] if part["done_on"])

    def get_minutes(self, row: YearStatus) -> int | None:
        return row.facts["hours"] and row.facts["hours"]["total"]

    def get_minutes_asked(self, row: YearStatus) -> int | None:
        return row.facts["hours"] and row.facts["hours"]["required"]


class YearStatusList(ListAPIView):
    """Frozen years of people who serve today in the asker's offices, for an appraisal.

    For HR managers and administrators. A year that still runs is not told. Whom the lines are
    about sees who read them.
    """

    queryset = YearStatus.objects.none()  # only the schema reads it
    serializer_class = YearStatusSerializer

    def get_queryset(self) -> Any:
        by = self.request.user
        if not isinstance(by, Person) or not has_role(by, Role.Kind.HR):
            raise PermissionDenied
        asked = _AskedYearsSerializer(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        rows: Any = YearStatus.objects.visible_to(by).with_state()
        rows = rows.select_related("person", "agency").filter(
            person__in=_find_asked_people(asked.validated_data, by).values("pk")
        )
        given = asked.validated_data
        if "year" in given:
            rows = rows.filter(year=given["year"])
        if "state" in given:
            rows = rows.in_state(given["state"])
        return rows.order_by("-year", "person")

    def filter_queryset(self, queryset: Any) -> Any:
        return queryset  # the serializer of the query reads it, and refuses what is wrong

    def paginate_queryset(self, queryset: Any) -> Any:
        rows = super().paginate_queryset(queryset)
        by = self.request.user
        assert isinstance(by, Person)  # noqa: S101
        record_looks(by, [row.person_id for row in rows or ()])
        return rows

    @extend_schema(
        parameters=[
            RETRY_AFTER,
            OpenApiParameter("year", OpenApiTypes.INT, description="2015 to 2200."),
            OpenApiParameter("unit", description="The code of a unit: it and those below."),
            OpenApiParameter("staff_number"),
            OpenApiParameter("state", enum=YearState.values),
        ],
        responses={
            200: YearStatusSerializer(many=True),
            **REFUSALS,
            403: OpenApiResponse(RefusalSerializer, "No HR manager of any agency."),
            404: OpenApiResponse(RefusalSerializer, "No such unit of the asker's offices."),
        },
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request, *args, **kwargs)


def _find_asked_people(given: dict[str, Any], by: Person) -> Any:
    """Return the people of the unit, or of all offices. Raise what becomes 404."""
    reach = agencies_for(by, Role.Kind.HR)
    if "unit" in given:
        unit = reach.filter(code=given["unit"]).first()
        if unit is None:
            raise Http404
        reach = reach & Agency.objects.under(unit)
    people = Person.objects.posted_in(reach, day=timezone.localdate())
    if "staff_number" in given:
        people = people.filter(staff_number=_read_year_number(given["staff_number"]))
    return people


def _read_year_number(text: str) -> str:
    """Return a staff number as it is stored."""
    return to_ascii_digits(clean(text)).upper()
