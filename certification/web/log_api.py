"""Serves the public log to whoever watches it: head, entries, proofs and checkpoints, as JSON."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse

from certification.facts.codes import parse_code
from certification.models import Checkpoint, LogEntry
from certification.transparency import checkpoints, log
from certification.web.documents import public_endpoint
from certification.web.rate_limit import limit_rate

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
_MAX_ENTRIES = 1000
_ONE_DAY = 86_400


class _LogQueryError(Exception):
    """The question has no answer: HTTP status, and why, for a programmer to read."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def _json_endpoint(view: View[P]) -> View[P]:
    """Open to all, limited, and every refusal is JSON: ``{"error": "…"}``."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except _LogQueryError as refused:
            return JsonResponse({"error": str(refused)}, status=refused.status)

    @wraps(view)
    def plain(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = limit_rate("log")(answer)(request, *args, **kwargs)
        if response.status_code != 429:
            return response
        error = {"error": "Too many questions in a minute; ask again later."}
        return JsonResponse(error, status=429, headers={"Retry-After": response["Retry-After"]})

    return public_endpoint(plain)


@public_endpoint
def serve_tree_head(request: HttpRequest) -> HttpResponse:
    return JsonResponse(log.sign_tree_head())


@_json_endpoint
def serve_log_entries(request: HttpRequest) -> HttpResponse:
    """Leaf hashes in order: ``?start=`` and ``?end=`` (not included), at most a thousand."""
    start = _read_number(request, "start", 0)
    end = min(_read_number(request, "end", start + _MAX_ENTRIES), start + _MAX_ENTRIES)
    found = enumerate(log.load_leaf_hashes(start, end), start)
    lines = [{"position": place, "leaf_hash": log.to_base64(leaf)} for place, leaf in found]
    return JsonResponse({"entries": lines, "size": log.log_size()})


@_json_endpoint
def serve_certificate_proof(request: HttpRequest, code: str) -> HttpResponse:
    """The inclusion proof of a certificate by its code, with the salt of its leaf.

    The number of its credential serves too: who has only the file knows no code.
    """
    entry = (
        LogEntry.objects.select_related("certificate").filter(**_build_entry_filter(code)).first()
    )
    if entry is None:
        raise _LogQueryError(404, "No certificate in the log has this code.")
    return JsonResponse({**log.build_log_proof(entry), "code": entry.certificate.code})


def _build_entry_filter(text: str) -> dict[str, object]:
    try:
        return {"certificate__uuid": UUID(text)}
    except ValueError:
        return {"certificate__code": parse_code(text) or ""}


@_json_endpoint
def serve_leaf_inclusion(request: HttpRequest) -> HttpResponse:
    """Where ``?leaf=`` (64 hexadecimal digits, or base64) stands in the log of ``?size=``."""
    size = _read_tree_size(request, "size", log.log_size())
    found = log.inclusion_of(_read_leaf_hash(request), size)
    if found is None:
        raise _LogQueryError(404, f"The first {size} entries of the log hold no such leaf.")
    return JsonResponse(found)


@_json_endpoint
def serve_consistency_proof(request: HttpRequest) -> HttpResponse:
    """That the log of ``?first=`` entries is the beginning of the log of ``?second=``."""
    second = _read_tree_size(request, "second", log.log_size())
    first = _read_tree_size(request, "first", second)
    path = log.load_tree(second).consistency_proof(first)
    return JsonResponse(
        {"first": first, "second": second, "path": [log.to_base64(node) for node in path]}
    )


@_json_endpoint
def serve_checkpoints(request: HttpRequest) -> HttpResponse:
    """The daily checkpoints, the oldest first, at most a thousand: ``?after=YYYY-MM-DD``."""
    after = request.GET.get("after")
    day = _parse_iso_day(after) if after else None
    found = checkpoints.list_checkpoints(after=day, most=_MAX_ENTRIES)
    return JsonResponse({"checkpoints": found})


@_json_endpoint
def serve_checkpoint(request: HttpRequest, day: str) -> HttpResponse:
    """The checkpoint of a day, byte for byte as it was made."""
    row = Checkpoint.objects.filter(day=_parse_iso_day(day)).first()
    if row is None:
        raise _LogQueryError(404, f"There is no checkpoint of {day}.")
    response = HttpResponse(row.body, content_type="application/json")
    response["Cache-Control"] = f"public, max-age={_ONE_DAY}, immutable"
    response["ETag"] = f'"{checkpoints.checkpoint_digest(row)}"'
    return response


def _read_number(request: HttpRequest, name: str, default: int) -> int:
    """A number of the query, of at most 12 ASCII digits."""
    text = request.GET.get(name, str(default))
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise _LogQueryError(422, f"{name} must be a whole number from 0 on.")
    return int(text)


def _read_tree_size(request: HttpRequest, name: str, most: int) -> int:
    """A size of the log, of today or before; today's unless told."""
    number = _read_number(request, name, most)
    if number > most:
        raise _LogQueryError(422, f"{name} is {number}, but it can be {most} at most.")
    return number


def _read_leaf_hash(request: HttpRequest) -> bytes:
    text = request.GET.get("leaf", "")[:100]
    try:
        leaf = bytes.fromhex(text) if len(text) == 64 else base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        leaf = b""
    if len(leaf) != 32:
        raise _LogQueryError(422, "leaf must be 32 bytes: 64 hexadecimal digits, or base64.")
    return leaf


def _parse_iso_day(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise _LogQueryError(422, "A day is written YYYY-MM-DD.") from None
