"""Writes links to pages, from texts that keep the number of a page, with its address of today."""

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler


class VisitedPageLinkHandler(PageLinkHandler):
    """Links to pages that somebody can visit; the words of other links stay, as plain text."""

    # Upstream writes the address of a page that has none as it is: None.
    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        addresses = [page and page.localized.url for page in cls.get_many(attrs_list)]
        return [f'<a href="{escape(url)}">' if url else "<a>" for url in addresses]
