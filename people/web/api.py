"""Answers programs of offices: ends postings. Says for every API how requests are refused."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError as InvalidDay
from django.http import Http404
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from people.access import has_role
from people.models import Person, Posting, Role, validate_service_day
from people.postings import PersonOutOfReach, PostingOutOfOrder, end_service
from people.postings.leaving import AlreadyLeft
from people.text.formatting import official_date
from people.text.identifiers import MAX_IDENTIFIER_LENGTH, normalise_staff_number


class RefusalSerializer(serializers.Serializer):
    """Why a request was not answered, in the reader's language."""

    detail = serializers.CharField()


_REASONS = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "string"}},
}
REFUSALS = {
    400: OpenApiResponse(_REASONS, "Parameters are wrong: each with the reasons."),
    401: OpenApiResponse(RefusalSerializer, "Not signed in, or the token is wrong."),
    429: OpenApiResponse(RefusalSerializer, "Too many requests within a minute."),
    503: OpenApiResponse(RefusalSerializer, "The records cannot be opened just now."),
}
RETRY_AFTER = OpenApiParameter(
    "Retry-After",
    int,
    OpenApiParameter.HEADER,
    response=[429, 503],
    description="Seconds to wait before the next request.",
)


class _LeavingSerializer(serializers.Serializer):
    """Who leaves, and when."""

    staff_number = serializers.CharField(max_length=MAX_IDENTIFIER_LENGTH)
    left_on = serializers.DateField(
        validators=[validate_service_day],
        help_text="The first day that is not served any more: 1950 to ten years ahead.",
    )
    reason = serializers.ChoiceField(
        Posting.EndReason.choices,
        required=False,
        allow_blank=True,
        default="",
        help_text="Why the person leaves. Nobody who died is written to any more.",
    )

    def validate_staff_number(self, text: str) -> str:
        return normalise_staff_number(text)


class _EndedPostingSerializer(serializers.Serializer[Posting]):
    """The posting as it is recorded now."""

    staff_number = serializers.CharField(source="person.staff_number")
    agency = serializers.CharField(source="agency.code")
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(help_text="The first day that is not served any more.")
    end_reason = serializers.ChoiceField(
        Posting.EndReason.choices, allow_blank=True, help_text="Empty: it was not told."
    )


class PostingEnd(APIView):
    """Ends the open posting of a person of the asker's offices; the person and record stay.

    For HR managers of the agency or one above it, and administrators. The same again changes
    nothing. What is done is in the history of the person.
    """

    @extend_schema(
        request=_LeavingSerializer,
        parameters=[RETRY_AFTER],
        responses={
            200: _EndedPostingSerializer,
            **REFUSALS,
            403: OpenApiResponse(RefusalSerializer, "No HR manager of any agency."),
            404: OpenApiResponse(RefusalSerializer, "Nobody of the asker's offices has it."),
        },
    )
    def post(self, request: Request) -> Response:
        by = request.user
        if not isinstance(by, Person) or not has_role(by, Role.Kind.HR):
            raise PermissionDenied
        asked = _LeavingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(_EndedPostingSerializer(_end_posting(asked.validated_data, by)).data)


def _end_posting(asked: dict[str, Any], by: Person) -> Posting:
    """Return the ended posting. Raises what becomes 400 or 404."""
    try:
        day, reason = asked["left_on"], asked["reason"]
        return end_service(asked["staff_number"], day=day, reason=reason, by=by)
    except PersonOutOfReach as error:
        raise Http404 from error
    except AlreadyLeft as error:
        message = format_lazy(
            _("The posting has ended on {day} already."), day=official_date(error.args[0])
        )
        raise ValidationError({"left_on": [message]}) from error
    except PostingOutOfOrder as error:
        told = _("The person leaves before the posting begins.")
        raise ValidationError({"left_on": [told]}) from error
    except InvalidDay as error:
        raise ValidationError({"left_on": error.messages}) from error
