"""Cuts lists of the API into pages, and refuses numbers that no page has."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.views import APIView

from people.text import to_ascii_digits

_MOST_ROWS = 1_000  # in one answer: a nation has tens of thousands of units
_LARGEST = 10**9  # more than any list has, and less than databases refuse
_MOST_DIGITS = 20  # with noughts before it; Python refuses to read thousands of them


class LimitedPagination(LimitOffsetPagination):
    """Takes ``limit`` rows from ``offset`` on, each a whole number.

    The framework's own takes its default for what is wrong, so that whoever mistypes an offset
    reads the first page again and again.
    """

    def get_limit(self, request: Request) -> int:
        limit = _read_number(request, self.limit_query_param, self.default_limit, least=1)
        return min(limit, _MOST_ROWS)

    def get_offset(self, request: Request) -> int:
        return _read_number(request, self.offset_query_param, 0, least=0)

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        limit, offset = super().get_schema_operation_parameters(view)
        limit["schema"] |= {"minimum": 1}
        limit["description"] = f"Number of results to return per page: {_MOST_ROWS} at most."
        offset["schema"] |= {"minimum": 0}
        return [limit, offset]


def _read_number(request: Request, name: str, default: int | None, *, least: int) -> int:
    asked = to_ascii_digits(request.query_params.get(name, str(default)).strip())
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= _MOST_DIGITS
    if not is_number or not least <= int(asked) <= _LARGEST:
        raise ValidationError(
            {name: [_("Write a whole number, %(least)s or more.") % {"least": least}]}
        )
    return int(asked)
