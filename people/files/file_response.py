"""Answers with a file, whole or the part that is asked for: phones play a video in parts."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from whitenoise.responders import SlicedFile

# One range, as players ask; several at once may be answered with the whole file (RFC 9110).
_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
_LONGEST_NUMBER = 18  # digits: Python refuses to read thousands of them
# What a browser shows itself; everything else is for keeping.
_SHOWN_KINDS = ("audio/", "image/", "text/vtt", "video/")


class _NoSuchRange(Exception):
    """The range begins behind the end of the file."""


def respond_with_file(
    request: HttpRequest, stream: IO[bytes], *, size: int, content_type: str, name: str, etag: str
) -> HttpResponseBase:
    """Return 200, 206 for one range, 304 for a copy that is current, or 416; closes the stream.

    ``etag`` is without quotes: the same bytes have the same.
    """
    tag = f'"{etag}"'
    unchanged = get_conditional_response(request, etag=tag)
    if unchanged is not None:
        stream.close()
        return unchanged
    try:
        part = _read_range(request, size, tag)
    except _NoSuchRange:
        stream.close()
        status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        return HttpResponse(status=status, headers={"Content-Range": f"bytes */{size}"})
    start, end = part or (0, size - 1)
    response = FileResponse(
        SlicedFile(stream, start, end),
        content_type=content_type,
        as_attachment=not content_type.startswith(_SHOWN_KINDS),
        filename=name,
        status=HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK,
    )
    response["Content-Length"] = str(end - start + 1)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = tag
    if part:
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


def _read_range(request: HttpRequest, size: int, tag: str) -> tuple[int, int] | None:
    """Return the first and the last byte that are asked for; None: the whole file."""
    found = _ONE_RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    # A part of another version of the file would not fit to what the browser has.
    if not found or request.headers.get("If-Range", tag) != tag:
        return None
    first, last = found.groups()
    if not (first or last) or max(len(first), len(last)) > _LONGEST_NUMBER:
        return None
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    if start >= size:
        raise _NoSuchRange
    return (start, end) if start <= end else None
