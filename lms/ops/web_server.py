"""Configures gunicorn: its configuration file, ``--config python:lms.ops.web_server``.

gunicorn refuses some requests before Django sees them, in a page of its own that has no setting.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from gunicorn import util

# The most gunicorn allows: a search for a long sentence in Burmese, nine letters each, is told
# in our own page that it is too long.
limit_request_line = 8190


def post_worker_init(worker: Any) -> None:
    """Let the worker refuse in our words; the application has been loaded."""
    util.write_error = _write_refusal


def _write_refusal(socket: Any, status: int, reason: str, message: str) -> None:
    # gunicorn's own function of this name has these arguments.
    util.write_nonblock(socket, build_refusal(HTTPStatus(status)))


def build_refusal(status: HTTPStatus) -> bytes:
    """Return the answer in both languages: nobody could read which one was asked for."""
    # Here, because the configuration is read before Django is set up.
    from django.conf import settings
    from django.template.loader import render_to_string

    is_long = status in (
        HTTPStatus.REQUEST_URI_TOO_LONG,
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    )
    context = {"is_too_long": is_long, "languages": settings.OFFERED_LANGUAGES}
    page = render_to_string("refused.html", context).encode()
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}",
        "Connection: close",
        "Content-Type: text/html; charset=utf-8",
        f"Content-Length: {len(page)}",
    )
    return "\r\n".join((*head, "", "")).encode() + page
