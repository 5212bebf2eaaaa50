"""Compresses text answers."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers


class TextGZipMiddleware(GZipMiddleware):
    """Django's middleware, limited to text: PDFs and pictures are compressed already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            return _tell_copy(request, response)
        kind = response.get("Content-Type", "").partition(";")[0]
        is_text = kind.startswith("text/") or kind.endswith(("json", "xml"))
        # A part of a file is counted in bytes of the file as it is.
        is_part = response.status_code == HTTPStatus.PARTIAL_CONTENT
        if not is_text or is_part:
            return response
        return super().process_response(request, response)


def _tell_copy(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Name the copy that the asker has as it was named when it was sent.

    A cache renews no copy that it has under another tag, and would fetch all of it again.
    """
    patch_vary_headers(response, ["Accept-Encoding"])
    tag = response.get("ETag")
    if tag and f"W/{tag}" in request.headers.get("If-None-Match", ""):
        response["ETag"] = f"W/{tag}"
    return response
