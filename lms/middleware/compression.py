"""Compresses text answers."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class TextGZipMiddleware(GZipMiddleware):
    """Django's middleware, limited to text: PDFs and pictures are compressed already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.get("Content-Type", "").partition(";")[0]
        is_text = kind.startswith("text/") or kind.endswith(("json", "xml"))
        # A part of a file is counted in bytes of the file as it is.
        is_part = response.status_code == HTTPStatus.PARTIAL_CONTENT
        if not is_text or is_part:
            return response
        return super().process_response(request, response)
