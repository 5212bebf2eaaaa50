"""Cleans for the editor what an author pastes from another program."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.permissions import page_permission_policy

from cms.blocks import LONG_TEXT
from cms.rich_text.pasting import MOST_LETTERS, MOST_SIGNS, clean_pasted
from cms.rich_text.readable import make_readable

_CONTENT_TYPE = "text/html"  # as the script sends it
_WRITING = {"add", "change", "publish"}


@require_POST
def clean_paste(request: HttpRequest) -> HttpResponse:
    """Return the pieces of the posted HTML as blocks of the editor, and what to tell of them."""
    if not page_permission_policy.user_has_any_permission(request.user, _WRITING):
        raise PermissionDenied
    # The body of a form has been read by now, and is no text that somebody pasted.
    if request.content_type != _CONTENT_TYPE:
        return HttpResponse(status=422)
    html = request.body[: MOST_LETTERS * 3].decode(errors="replace")
    if html.count("<") > MOST_SIGNS:
        return HttpResponse(status=413)  # the script lets the editor take it as it can
    cleaned = clean_pasted(html.replace("\0", ""))
    pieces = [_describe_piece(kind, value) for kind, value in cleaned.pieces]
    notes = [_("The text was in Zawgyi and is Unicode now. Look it over.")]
    told = notes if cleaned.was_zawgyi else []
    if any(kind == "table" for kind, _value in cleaned.pieces):
        told = [*told, _("Each table is a block of its own: say in its caption what it shows.")]
    if cleaned.had_large_tables:
        told = [
            *told,
            _("A table is too large for a lesson, and its rows are lines: offer a file."),
        ]
    if cleaned.had_pictures:
        told = [*told, _("Pictures do not come along: put each in as a block of its own.")]
    return JsonResponse({"pieces": pieces, "notes": told, "wasZawgyi": cleaned.was_zawgyi})


def _describe_piece(kind: str, value: Any) -> dict[str, Any]:
    """Return what the editor puts in: the state of a text, or the value of a table."""
    if kind == "text":
        return describe_text(value)
    table = {
        "data": value,
        "table_header_choice": "row",
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_caption": "",
    }
    return {"type": "table", "value": table, "lines": [" · ".join(row) for row in value]}


def describe_text(html: str) -> dict[str, Any]:
    """Return the text with its state in the editor; tags that it cannot read are left out."""
    readable = make_readable(html, tuple(LONG_TEXT))
    state = ContentstateConverter(LONG_TEXT).from_database_format(readable)
    return {"type": "text", "html": readable, "state": json.loads(state)}


def list_paste_addresses() -> list[URLPattern]:
    return [path("paste/", clean_paste, name="clean_paste")]
