"""Takes rosters from programs of offices as proposals, and tells what became of them."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.generics import (
    GenericAPIView,
    ListAPIView,
    RetrieveAPIView,
    get_object_or_404,
)
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from people.access import agencies_for, has_role
from people.history import record_looks
from people.imports import UnreadableFile
from people.imports.report import unpack_problems
from people.models import Person, Role, RosterProposal, RosterProposalLine, validate_service_day
from people.roster import OPTIONAL_COLUMNS, ROSTER_COLUMNS
from people.roster.proposals import create_proposal
from people.web.api import REFUSALS, RETRY_AFTER, RefusalSerializer
from people.web.rate_limit import RateThrottle

_COLUMNS = (*ROSTER_COLUMNS, *OPTIONAL_COLUMNS)
_MOST_BYTES, _MOST_LINES = 5_000_000, 30_000  # as the desk takes them
_ANSWERS = {
    **REFUSALS,
    403: OpenApiResponse(RefusalSerializer, "No HR manager of any agency."),
    404: OpenApiResponse(RefusalSerializer, "No such unit or roster of the asker's offices."),
}


class _BringSerializer(serializers.Serializer):
    """A roster: a file (CSV or XLSX) as a form, or lines as JSON, each with columns of ours."""

    unit = serializers.CharField(max_length=40, help_text="The code of the unit it is for.")
    file = serializers.FileField(required=False)
    lines = serializers.ListField(
        child=serializers.DictField(child=serializers.CharField(allow_blank=True)),
        required=False,
        max_length=_MOST_LINES,
        help_text="Columns: " + ", ".join(_COLUMNS) + ".",
    )
    complete_from = serializers.DateField(
        required=False,
        validators=[validate_service_day],
        help_text="Who is posted in the unit or below and not in the file has left on this day.",
    )

    def validate_file(self, file: Any) -> Any:
        if file.size > _MOST_BYTES:
            raise ValidationError(_("The file is too large."))
        return file

    def validate_lines(self, lines: list[dict[str, str]]) -> list[dict[str, str]]:
        unknown = {column for line in lines for column in line} - {*_COLUMNS}
        if unknown:
            told = _("These columns are not known: %(columns)s.")
            raise ValidationError(told % {"columns": ", ".join(sorted(unknown)[:10])})
        return lines

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        if ("file" in asked) == ("lines" in asked):
            raise ValidationError(_("Send either a file or lines."))
        return asked


class RosterProposalSerializer(serializers.ModelSerializer[RosterProposal]):
    """What became of a roster; people decide, approve and undo at the desk (``desk``)."""

    unit = serializers.CharField(source="unit.code")
    counts = serializers.DictField(
        child=serializers.IntegerField(), help_text="How many lines are in each group."
    )
    undecided = serializers.IntegerField(help_text="Lines that wait for a decision.")
    columns = serializers.DictField(
        child=serializers.CharField(allow_blank=True),
        allow_null=True,
        help_text="The heading that each column has in the file.",
    )
    notes = serializers.SerializerMethodField(help_text="What is to be said of the whole file.")
    desk = serializers.SerializerMethodField(help_text="Where people look at it.")

    class Meta:
        model = RosterProposal
        fields = (
            *("id", "unit", "file_name", "digest", "source", "state", "counts", "undecided"),
            *("columns", "notes", "complete_from", "received_at", "approved_at", "applied_at"),
            *("closed_at", "undone_at", "desk"),
        )

    def get_notes(self, roster: RosterProposal) -> list[str]:
        return [str(note.message) for note in unpack_problems(roster.notes)]

    def get_desk(self, roster: RosterProposal) -> str:
        address = reverse("people:office_roster", args=[roster.pk])
        return str(self.context["request"].build_absolute_uri(address))


class RosterLineSerializer(serializers.ModelSerializer[RosterProposalLine]):
    """What one line would do or did."""

    agency = serializers.CharField(source="agency.code", allow_null=True, default=None)
    changes = serializers.SerializerMethodField(help_text="Field, recorded and new value.")
    notes = serializers.SerializerMethodField()
    is_written = serializers.SerializerMethodField()

    class Meta:
        model = RosterProposalLine
        fields = (
            *("line", "group", "staff_number", "name", "agency", "changes", "notes"),
            *("question", "decision", "is_written"),
        )

    def get_changes(self, line: RosterProposalLine) -> list[list[Any]]:
        return list(line.changes)

    def get_notes(self, line: RosterProposalLine) -> list[str]:
        return [str(note.message) for note in unpack_problems(line.notes)]

    def get_is_written(self, line: RosterProposalLine) -> bool:
        return line.batch is not None and not line.is_undone


class RosterThrottle(RateThrottle):
    """Counts rosters that a program brings together with those that the person brings."""

    def __init__(self) -> None:
        super().__init__("roster")


class _RosterAPIView(GenericAPIView[RosterProposal]):
    """Rosters of the asker's offices, for HR managers and administrators as at the desk."""

    queryset = RosterProposal.objects.none()  # only the schema reads it
    serializer_class = RosterProposalSerializer

    def get_queryset(self) -> QuerySet[RosterProposal]:
        rosters = RosterProposal.objects.visible_to(_require_api_manager(self.request))
        asks = ~Q(lines__question="") & Q(lines__decision="")
        rosters = rosters.annotate(undecided=Count("lines", filter=asks))
        return rosters.select_related("unit").defer("content", "heading")


class RosterProposalList(_RosterAPIView, ListAPIView):
    """Brings rosters as proposals, which write nothing until a second person approves them."""

    parser_classes = [MultiPartParser, JSONParser]
    filterset_fields = ("state", "source")

    def get_throttles(self) -> list[BaseThrottle]:
        more = [RosterThrottle()] if self.request.method == "POST" else []
        return [*super().get_throttles(), *more]

    @extend_schema(
        parameters=[RETRY_AFTER], responses={200: RosterProposalSerializer(many=True), **_ANSWERS}
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request, *args, **kwargs)

    @extend_schema(
        request={"multipart/form-data": _BringSerializer, "application/json": _BringSerializer},
        parameters=[RETRY_AFTER],
        responses={201: RosterProposalSerializer, **_ANSWERS},
    )
    def post(self, request: Request) -> Response:
        by = _require_api_manager(request)
        asked = _BringSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = _bring_proposal(asked.validated_data, by)
        told = self.get_queryset().get(pk=made.pk)
        answer = Response(self.get_serializer(told).data, status=201)
        address = reverse("api-roster-proposal", args=[made.pk])
        answer["Location"] = request.build_absolute_uri(address)
        return answer


class RosterProposalDetail(_RosterAPIView, RetrieveAPIView):
    """One roster: its state, and how many lines are in each group."""

    @extend_schema(parameters=[RETRY_AFTER], responses={200: RosterProposalSerializer, **_ANSWERS})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.retrieve(request, *args, **kwargs)


class RosterLineList(ListAPIView):
    """The lines of a roster in the order of the file, of one group if it is named.

    Whom the lines are about sees who read them, as from the file that the desk hands out.
    """

    queryset = RosterProposalLine.objects.none()  # only the schema reads it
    serializer_class = RosterLineSerializer
    filterset_fields = ("group",)

    def get_queryset(self) -> QuerySet[RosterProposalLine]:
        rosters = RosterProposal.objects.visible_to(_require_api_manager(self.request))
        roster = get_object_or_404(rosters.only("pk"), pk=self.kwargs["pk"])
        return roster.lines.select_related("agency")

    def paginate_queryset(self, queryset: Any) -> Any:
        lines = super().paginate_queryset(queryset)
        about = [pk for line in lines or () for pk in (line.person_id, line.other_id) if pk]
        record_looks(_require_api_manager(self.request), about)
        return lines

    @extend_schema(
        parameters=[
            RETRY_AFTER,
            OpenApiParameter("group", enum=RosterProposalLine.Group.values),
        ],
        responses={200: RosterLineSerializer(many=True), **_ANSWERS},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request, *args, **kwargs)


def _require_api_manager(request: Request) -> Person:
    person = request.user
    if not isinstance(person, Person) or not has_role(person, Role.Kind.HR):
        raise PermissionDenied
    return person


def _bring_proposal(asked: dict[str, Any], by: Person) -> RosterProposal:
    """Return the proposal. Raises what becomes 400 or 404."""
    unit = agencies_for(by, Role.Kind.HR).filter(code=asked["unit"]).first()
    if unit is None:
        raise Http404
    file = asked.get("file")
    content = file.read() if file else _write_api_lines(asked["lines"])
    try:
        return create_proposal(
            content,
            file_name=file.name if file else "lines.csv",
            unit=unit,
            by=by,
            complete_from=asked.get("complete_from"),
            source=RosterProposal.Source.API,
        )
    except UnreadableFile as error:
        told = [f"{one.line}: {one.message}" for one in error.problems]
        raise ValidationError({"file" if file else "lines": told}) from error


def _write_api_lines(lines: list[dict[str, str]]) -> bytes:
    """Return the lines as the file that an office would have brought."""
    text = io.StringIO()
    rows = csv.DictWriter(text, _COLUMNS, restval="")
    rows.writeheader()
    rows.writerows(lines)
    return text.getvalue().encode()
