"""Reads what anybody may post or put into an address, and leads on with it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import register_converter, reverse
from django.urls.converters import IntConverter, StringConverter

# Longer numbers are no keys of ours: int() raises beyond 4300 digits, and SQLite cannot hold one
# of more than 63 bits in ``pk__in``.
_MAX_DIGITS = 18


def parse_primary_key(text: str) -> int | None:
    """Return the key that a text is, or None for what can be no key of a row."""
    is_key = text.isascii() and text.isdecimal() and len(text) <= _MAX_DIGITS
    return int(text) if is_key else None


def bound_ids_in_addresses() -> None:
    """Take a longer number in an address, Wagtail's too, for one of no page.

    A database answers it with an error.
    """
    # Django has no setting for it, and takes no other converter under this name.
    IntConverter.regex = f"[0-9]{{1,{_MAX_DIGITS}}}"


class TableSuffixConverter(StringConverter):
    """Takes the ending of a file with tables: ``people.<table:suffix>``."""

    regex = "csv|xlsx"


register_converter(TableSuffixConverter, "table")


def redirect_with_query(request: HttpRequest, view: str, *args: object) -> HttpResponse:
    """Go to the page with the query of this address: that of the list from which one came."""
    page, query = reverse(view, args=args), request.GET.urlencode()
    return redirect(f"{page}?{query}" if query else page)
