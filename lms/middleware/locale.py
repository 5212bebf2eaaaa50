"""Chooses the language of a request."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware as DjangoLocaleMiddleware
from django.utils import translation


class LocaleMiddleware(DjangoLocaleMiddleware):
    """Django's middleware for the languages we offer.

    Others are known, so that their texts can be written, and have no pages yet. A 404 answered by
    one of our views stays a 404.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if translation.get_language() not in settings.OFFERED_LANGUAGES:
            translation.activate(settings.OFFERED_LANGUAGES[0])
            request.LANGUAGE_CODE = translation.get_language()

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        """Refuse here and not above, where nobody is known yet: the page says who is signed in."""
        code = translation.get_language_from_path(request.path_info)
        if code and code not in settings.OFFERED_LANGUAGES:
            raise Http404

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        # Wagtail's catch-all makes every address look valid under a language prefix, so Django
        # would redirect the reader of an unknown certificate code to /my/verify/….
        if response.status_code == 404 and request.resolver_match:
            response.headers.setdefault("Content-Language", translation.get_language())
            return response
        return super().process_response(request, response)
