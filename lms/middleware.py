"""Chooses the language of a request, and sends addresses without one to their place."""

from django.http import HttpRequest, HttpResponseBase
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
