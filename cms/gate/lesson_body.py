"""Checks the text of a lesson: empty, with links that lead nowhere, captions that do not play."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms.gate.obstacle import Obstacle, edit_url
from cms.rendering import render_body
from courses.packages import is_offered
from people.text.formatting import number
from people.web import parse_primary_key

_LINK = re.compile(r"<a\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(linktype|id)="([^"]*)"')
# The standard allows a byte order mark, and asks for a space or a line end after the word.
_WEB_VTT = re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT(?:[ \t\r\n]|\Z)")
_MEGABYTE = 1_000_000


def list_weight_problems(body: StreamValue, *, language: str) -> Iterator[Obstacle]:
    """Compare the bytes on the wire of one view with what is the most."""
    text = gzip.compress(render_body(body, language=language).encode())
    blocks = [block.value for block in body if hasattr(block.value, "media")]
    # Each address once: a browser loads a picture that is shown twice once.
    media = {fact["url"]: fact["bytes"] for value in blocks for fact in value.media()}
    weight = len(text) + sum(media.values())
    if weight > settings.LESSON_MAX_MEGABYTES * _MEGABYTE:
        told = _(
            "A reader loads %(weight)s MB for the lesson; %(limit)s MB is the most. Use smaller"
            " pictures or shorter recordings, or make two lessons of it."
        )
        counts = {"weight": -(-weight // _MEGABYTE), "limit": settings.LESSON_MAX_MEGABYTES}
        yield Obstacle(told % {name: number(count) for name, count in counts.items()})


def list_body_problems(body: StreamValue) -> Iterator[Obstacle]:
    if not any(_has_content(block) for block in body):
        yield Obstacle(_("The lesson is empty. Write its text first."))
    yield from _list_missing_files(body)
    for block in body:
        yield from _check_captions(block.value)
        yield from _check_package(block.value)
    for source in _iter_rich_texts(body):
        yield from _check_links(source)


def _has_content(block: Any) -> bool:
    value = block.value
    if block.block_type == "page_break":
        return False
    if isinstance(value, RichText):
        return bool(unescape(strip_tags(value.source)).strip())
    return bool(value)


def _list_missing_files(body: StreamValue) -> Iterator[Obstacle]:
    for block in body:
        if getattr(block.value, "is_missing", False):
            yield Obstacle(_("In “%(block)s” the file is missing.") % {"block": block.block.label})


def _check_captions(value: Any) -> Iterator[Obstacle]:
    captions = value.get("captions") if isinstance(value, StructValue) else None
    if captions is not None and not _is_web_vtt(captions):
        told = _("The captions “%(title)s” are not WebVTT: such a file begins with “WEBVTT”.")
        yield Obstacle(told % {"title": captions.title})


def _check_package(value: Any) -> Iterator[Obstacle]:
    if isinstance(value, StructValue) and "package" in value and not is_offered():
        yield Obstacle(
            _("This installation plays no packages. Take the package out of the lesson.")
        )


def _is_web_vtt(document: AbstractDocument) -> bool:
    try:
        with document.open_file() as stored:
            start = stored.read(20)
    except OSError:
        return False
    return bool(_WEB_VTT.match(start))


def _iter_rich_texts(value: Any) -> Iterator[str]:
    """Yield the rich texts of a value, also those in lists and structs within it."""
    if isinstance(value, RichText):
        yield value.source
    elif isinstance(value, StreamValue):
        for block in value:
            yield from _iter_rich_texts(block.value)
    elif isinstance(value, StructValue | ListValue):
        for one in value.values() if isinstance(value, StructValue) else value:
            yield from _iter_rich_texts(one)


def _check_links(source: str) -> Iterator[Obstacle]:
    """Check links to pages and documents of this site; nobody asks other sites."""
    for tag in _LINK.findall(source):
        found = dict(_ATTRIBUTE.findall(tag))
        kind, pk = found.get("linktype"), found.get("id", "")
        if kind == "document" and not _exists(get_document_model(), pk):
            yield Obstacle(_("A link leads to a document that is no longer there."))
        elif kind == "page":
            yield from _check_page_link(pk)


def _check_page_link(pk: str) -> Iterator[Obstacle]:
    page = Page.objects.filter(pk=parse_primary_key(pk)).first()
    if page is None:
        yield Obstacle(_("A link leads to a page that is no longer there."))
    elif not page.live:
        told = _("A link leads to the page “%(title)s”, which is not published.")
        yield Obstacle(told % {"title": page.title}, edit_url(page), page.title)


def _exists(model: Any, pk: str) -> bool:
    return bool(model.objects.filter(pk=parse_primary_key(pk)).exists())
