"""Leads to pages: by links in texts that keep the number of a page, and from former addresses."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from wagtail.contrib.redirects import middleware
from wagtail.rich_text.pages import PageLinkHandler


class VisitedPageLinkHandler(PageLinkHandler):
    """Links to pages that somebody can visit; the words of other links stay, as plain text."""

    # Upstream writes the address of a page that has none as it is: None.
    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        addresses = [page and page.localized.url for page in cls.get_many(attrs_list)]
        return [f'<a href="{escape(url)}">' if url else "<a>" for url in addresses]


class RedirectMiddleware(middleware.RedirectMiddleware):
    """Wagtail's, without a way in a circle.

    A page that came back to a former address of its own, and is not published, has one.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> Any:
        answer = super().process_response(request, response)
        return response if answer.get("Location", "").endswith(request.path) else answer
