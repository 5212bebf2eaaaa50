"""Chooses the language of a request; sends pages compressed."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware as DjangoLocaleMiddleware
from django.utils import translation


class LocaleMiddleware(DjangoLocaleMiddleware):
    """Django's, but a 404 that one of our views answered stays the answer.

    Wagtail's catch-all makes every address look valid under a language prefix, so Django would
    send the reader of an unknown certificate code to ``/my/verify/…``.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.status_code == 404 and request.resolver_match:
            response.headers.setdefault("Content-Language", translation.get_language())
            return response
        return super().process_response(request, response)


class GZipTextMiddleware(GZipMiddleware):
    """Django's, for text only: a PDF or a picture is compressed already and keeps its length."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.get("Content-Type", "").partition(";")[0]
        is_text = kind.startswith("text/") or kind.endswith(("json", "xml"))
        return super().process_response(request, response) if is_text else response
