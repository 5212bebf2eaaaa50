"""Reads addresses as UTF-8, whatever a request says to be written in.

Django takes the word of the header while it still makes the request: a name of no text encoding
ended there, before any middleware could answer.
"""

from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters


class Request(WSGIRequest):
    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        told = meta.get("CONTENT_TYPE", "")
        self.content_type, self.content_params = parse_header_parameters(told)


class Handler(WSGIHandler):
    request_class = Request
