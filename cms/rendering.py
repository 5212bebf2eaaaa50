"""Turns what trainers wrote into the clean HTML that is published and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import nh3
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue

    from cms.models import BankItem

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
    """Only the tags and attributes that our templates write; no style, no script, no handler."""
    return mark_safe(_HTML_CLEANER.clean(html).strip())  # noqa: S308


def render_body(body: StreamValue, *, language: str) -> SafeString:
    """A StreamField as published HTML, its fixed words in the given language."""
    with translation.override(language):
        return clean_html(str(body.render_as_block()))


def render_rich_text(source: str) -> SafeString:
    """A rich text field as published HTML."""
    return clean_html(expand_db_html(source))


def list_media(body: StreamValue) -> list[dict[str, Any]]:
    """What readers load beside the text: ``[{"url", "kind", "bytes"}]``, each address once."""
    return list({fact["url"]: fact for fact in _iter_media(body)}.values())


def _iter_media(body: StreamValue) -> Iterator[dict[str, Any]]:
    for block in body:
        if hasattr(block.value, "media"):
            yield from block.value.media()


def render_item(item: BankItem) -> dict[str, Any]:
    """What a learner sees of a question in one language; never which option is right."""
    return {
        "stem": render_rich_text(item.stem),
        "options": {option.id: str(option.value["text"]) for option in item.options},
        "feedback": render_rich_text(item.feedback),
    }


def preview_questions(items: Iterable[BankItem]) -> list[dict[str, Any]]:
    """Questions as a preview draws them, one after the other."""
    inputs = {"single": "radio", "multiple": "checkbox"}
    return [{**render_item(item), "input": inputs[item.kind]} for item in items]
