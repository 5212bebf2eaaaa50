"""Turns what trainers wrote into the clean HTML that is published and kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import nh3
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from cms.rich_text import is_phrase_language, link_terms

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue

    from courses.models import PackageVersion

_WORD = re.compile(r"\S+")
# Lists of what is allowed, not of what is forbidden: no style, no script, no event handler.
_ALLOWED_TAGS = set(
    "a abbr aside audio b br blockquote caption cite code dd details dfn div dl dt em figcaption"  # noqa: SIM905
    " figure h2 h3 h4 hr i img li ol p pre section small source span strong sub summary sup table"
    " tbody td th thead tr track u ul video wbr".split()
)
_ALLOWED_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"download", "href", "hreflang", "type"},
    "audio": {"controls", "preload", "src"},
    "blockquote": {"cite"},
    "div": {"role", "tabindex"},
    "img": {"alt", "decoding", "height", "loading", "sizes", "src", "srcset", "width"},
    "pre": {"tabindex", "translate"},
    "source": {"src", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "track": {"default", "kind", "label", "src", "srclang"},
    "video": {"controls", "height", "playsinline", "poster", "preload", "src", "width"},
}
_ADDRESS_ATTRIBUTES = {"href", "src", "srcset"}
_NO_LANGUAGE = "zxx"  # what ISO 639 says of code


def clean_html(html: str, addresses: Mapping[str, str] | None = None) -> SafeString:
    """Return the HTML with only the tags and attributes that our templates write.

    Each of the ``addresses`` that it names becomes the other one.
    """
    cleaner = nh3.Cleaner(
        tags=_ALLOWED_TAGS,
        attributes=_ALLOWED_ATTRIBUTES,
        generic_attribute_prefixes={"aria-", "data-"},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
        attribute_filter=partial(_filter_attribute, addresses or {}),
    )
    return mark_safe(cleaner.clean(html).strip())  # noqa: S308


def _filter_attribute(
    addresses: Mapping[str, str], _tag: str, name: str, value: str
) -> str | None:
    """Return the value that an attribute has in published HTML; None takes it off."""
    if name == "lang":
        return value if value == _NO_LANGUAGE or is_phrase_language(value) else None
    if name not in _ADDRESS_ATTRIBUTES:
        return value
    # A srcset holds several, each with a width behind it.
    return _WORD.sub(lambda found: addresses.get(found[0], found[0]), value)


def render_body(
    body: StreamValue,
    *,
    language: str,
    addresses: Mapping[str, str] | None = None,
    packages: Mapping[int, PackageVersion] | None = None,
) -> SafeString:
    """Return a StreamField as published HTML, its fixed words in the given language.

    Files have the given ``addresses`` instead of those that they have for their editors, and
    ``packages`` are shown in these versions.
    """
    with translation.override(language):
        html = body.render_as_block(context={"kept_packages": packages})
        linked = link_terms(clean_html(str(html), addresses), _name_terms(body))
        return mark_safe(linked)  # noqa: S308 - cleaned, and links added


def _name_terms(body: StreamValue) -> dict[str, str]:
    """Return the glossary's terms that the body explains, in the active language, by their id."""
    values = [block.value for block in body if block.block_type == "terms"]
    return {f"term-{term.pk}": term.name for value in values for term in value.list_terms()}


def render_rich_text(source: str) -> SafeString:
    """Return a rich text field as published HTML."""
    return clean_html(expand_db_html(source))
