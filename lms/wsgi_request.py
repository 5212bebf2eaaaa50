"""Reads every request as UTF-8, whatever charset it declares; answers HEAD without a body."""

from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters


class UTF8Request(WSGIRequest):
    # Django sets request.encoding from the header while it constructs the request. A codec that
    # is not a text encoding ("hex") raises there, before any middleware could answer 415.
    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        told = meta.get("CONTENT_TYPE", "")
        self.content_type, self.content_params = parse_header_parameters(told)


class UTF8Handler(WSGIHandler):
    request_class = UTF8Request

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Send no body for HEAD: Django leaves it to the server, and gunicorn warns of each."""
        response: Any = super().__call__(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return response
        response.close()  # the server closes what it is given, and this it is not given
        return []
