"""Turns what trainers wrote into the clean HTML that is published and kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import nh3
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue

# Lists of what is allowed, not of what is forbidden: no style, no script, no event handler.
_ALLOWED_TAGS = set(
    "a abbr aside audio b br blockquote caption cite code dd details div dl dt em figcaption"  # noqa: SIM905
    " figure h2 h3 h4 hr i img li ol p small source span strong sub summary sup table tbody td"
    " th thead tr track u ul video wbr".split()
)
_ALLOWED_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"download", "href", "hreflang", "type"},
    "audio": {"controls", "preload", "src"},
    "img": {"alt", "decoding", "height", "loading", "sizes", "src", "srcset", "width"},
    "source": {"src", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "track": {"default", "kind", "label", "src", "srclang"},
    "video": {"controls", "height", "playsinline", "poster", "preload", "src", "width"},
}
_HTML_CLEANER = nh3.Cleaner(
    tags=_ALLOWED_TAGS,
    attributes=_ALLOWED_ATTRIBUTES,
    generic_attribute_prefixes={"aria-", "data-"},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer",
)


def clean_html(html: str) -> SafeString:
    """Return the HTML with only the tags and attributes that our templates write."""
    return mark_safe(_HTML_CLEANER.clean(html).strip())  # noqa: S308


def render_body(body: StreamValue, *, language: str) -> SafeString:
    """Return a StreamField as published HTML, its fixed words in the given language."""
    with translation.override(language):
        return clean_html(str(body.render_as_block()))


def render_rich_text(source: str) -> SafeString:
    """Return a rich text field as published HTML."""
    return clean_html(expand_db_html(source))


def list_media(body: StreamValue) -> list[dict[str, Any]]:
    """Return what readers load beside the text: ``[{"url", "kind", "bytes"}]``, each URL once."""
    return list({fact["url"]: fact for fact in _iter_media(body)}.values())


def _iter_media(body: StreamValue) -> Iterator[dict[str, Any]]:
    for block in body:
        if hasattr(block.value, "media"):
            yield from block.value.media()
