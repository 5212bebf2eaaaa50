"""Serves the public log as JSON to monitors: head, entries, proofs, checkpoints."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse

from certification.facts.codes import parse_code
from certification.models import Checkpoint, LogEntry
from certification.transparency import checkpoints, log
from certification.web.decorators import P, View, public_endpoint
from people.web import limit_rate

_MAX_ENTRIES = 1000  # of an answer: a monitor pages through the rest
_MAX_DIGITS = 12  # a longer number is no size of a log, and costs time to parse
_ONE_DAY = 86_400  # seconds


class _LogQueryError(Exception):
    """The query has no answer; holds the HTTP status and a reason for a programmer."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def _json_endpoint(view: View[P]) -> View[P]:
    """Open the view to all, limit its rate, and answer each refusal as ``{"error": "…"}``."""

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
        # The limiter answers with a page for people; monitors expect JSON.
        error = {"error": "Too many questions in a minute; ask again later."}
        return JsonResponse(error, status=429, headers={"Retry-After": response["Retry-After"]})

    return public_endpoint(plain)


@public_endpoint
def serve_tree_head(request: HttpRequest) -> HttpResponse:
    return JsonResponse(log.sign_tree_head())


@_json_endpoint
def serve_log_entries(request: HttpRequest) -> HttpResponse:
    """Serve leaf hashes from ``?start=`` to before ``?end=``, at most a thousand."""
    start = _read_number(request, "start", 0)
    end = min(_read_number(request, "end", start + _MAX_ENTRIES), start + _MAX_ENTRIES)
    found = enumerate(log.load_leaf_hashes(start, end), start)
    lines = [{"position": place, "leaf_hash": log.to_base64(leaf)} for place, leaf in found]
    return JsonResponse({"entries": lines, "size": log.log_size()})


@_json_endpoint
def serve_certificate_proof(request: HttpRequest, code: str) -> HttpResponse:
    """Serve the inclusion proof of a certificate, with the salt of its leaf.

    ``code`` is its code, or the UUID of its credential for those who have only the file.
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
    """Serve the RFC 6962 inclusion proof of ``?leaf=`` (hexadecimal or base64) in ``?size=``."""
    size = _read_tree_size(request, "size", log.log_size())
    found = log.inclusion_of(_read_leaf_hash(request), size)
    if found is None:
        raise _LogQueryError(404, f"The first {size} entries of the log hold no such leaf.")
    return JsonResponse(found)


@_json_endpoint
def serve_consistency_proof(request: HttpRequest) -> HttpResponse:
    """Serve the RFC 6962 consistency proof between the sizes ``?first=`` and ``?second=``."""
    second = _read_tree_size(request, "second", log.log_size())
    first = _read_tree_size(request, "first", second)
    path = log.load_tree(second).consistency_proof(first)
    return JsonResponse(
        {"first": first, "second": second, "path": [log.to_base64(node) for node in path]}
    )


@_json_endpoint
def serve_checkpoints(request: HttpRequest) -> HttpResponse:
    """Serve at most a thousand checkpoints after ``?after=YYYY-MM-DD``, oldest first."""
    after = request.GET.get("after")
    day = _parse_iso_day(after) if after else None
    found = checkpoints.list_checkpoints(after=day, most=_MAX_ENTRIES)
    return JsonResponse({"checkpoints": found})


@_json_endpoint
def serve_checkpoint(request: HttpRequest, day: str) -> HttpResponse:
    """Serve the checkpoint of a day, byte for byte as it was made."""
    row = Checkpoint.objects.filter(day=_parse_iso_day(day)).first()
    if row is None:
        raise _LogQueryError(404, f"There is no checkpoint of {day}.")
    response = HttpResponse(row.body, content_type="application/json")
    # A signed checkpoint never changes, so caches need not ask again.
    response["Cache-Control"] = f"public, max-age={_ONE_DAY}, immutable"
    response["ETag"] = f'"{checkpoints.checkpoint_digest(row)}"'
    return response


def _read_number(request: HttpRequest, name: str, default: int) -> int:
    """Return a whole number of the query string."""
    text = request.GET.get(name, str(default))
    if not text.isascii() or not text.isdigit() or len(text) > _MAX_DIGITS:
        raise _LogQueryError(422, f"{name} must be a whole number from 0 on.")
    return int(text)


def _read_tree_size(request: HttpRequest, name: str, most: int) -> int:
    """Return a past or present size of the log; ``most``, the present one, by default."""
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
