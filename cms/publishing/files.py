"""Copies what a course or lesson shows, when it is published, so that it stays as it was then.

Whoever replaces or deletes a document or picture changes neither: the next publication of the
course or lesson itself takes the new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.files import File
from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model

from cms.blocks import ImageValue
from cms.models import CoursePage
from courses import catalogue
from courses.models import LessonFile


@dataclass(frozen=True)
class _ShownFile:
    """Holds a file of a text: what the editor chose, its address there, and its name."""

    source: str
    url: str
    content: File
    name: str


# Of one shape, so that no list jumps while it loads. Previews are read by other services, which
# know JPEG all of them.
_SHOWN = "fill-480x270|format-webp|webpquality-60"
_PREVIEW = "fill-1200x630|format-jpeg|jpegquality-70"


def copy_course_picture(page: CoursePage) -> tuple[LessonFile, LessonFile] | None:
    """Return the picture of the course as pages show it, and for previews of links.

    None without one, or where its file is gone.
    """
    picture = page.picture
    if picture is None or not picture.file.storage.exists(picture.file.name):
        return None
    shown, preview = (
        catalogue.keep_file(one.file, PurePath(one.file.name).name)
        for one in (picture.get_rendition(_SHOWN), picture.get_rendition(_PREVIEW))
    )
    return shown, preview


def copy_files(
    body: StreamValue, kept: Mapping[str, LessonFile]
) -> tuple[dict[str, LessonFile], dict[str, str]]:
    """Return the copies by source, and their addresses by those of the originals.

    A source that is in ``kept`` stays as it was copied before. A missing file has no copy.
    """
    copies, addresses = {}, {}
    for shown in _list_shown_files(body):
        copy = kept.get(shown.source) or _copy_file(shown)
        if copy:
            copies[shown.source] = copy
            addresses[shown.url] = copy.get_absolute_url()
    return copies, addresses


def _copy_file(shown: _ShownFile) -> LessonFile | None:
    try:
        return catalogue.keep_file(shown.content, shown.name)
    except FileNotFoundError:
        return None  # the rest of the lesson is published all the same


def _list_shown_files(body: StreamValue) -> Iterator[_ShownFile]:
    yield from _list_documents(body)
    for block in body:
        if isinstance(block.value, ImageValue) and block.value["image"]:
            yield from _list_renditions(block.value)


def _list_documents(body: StreamValue) -> Iterator[_ShownFile]:
    # Those in links of a text too: each block says what it refers to.
    model = get_document_model()
    found = {
        pk for kind, pk, *_path in body.stream_block.extract_references(body) if kind is model
    }
    for document in model.objects.filter(pk__in=found).order_by("pk"):
        source = f"document:{document.pk}"
        yield _ShownFile(source, document.url, document.file, document.filename)


def _list_renditions(picture: ImageValue) -> Iterator[_ShownFile]:
    for rendition in (picture.small, picture.large):
        source = f"picture:{picture['image'].pk}:{rendition.filter_spec}"
        name = PurePath(rendition.file.name).name
        yield _ShownFile(source, rendition.url, rendition.file, name)


def has_missing_file(body: StreamValue) -> bool:
    """Return whether a block shows a file that is not there any more."""
    return any(getattr(block.value, "is_missing", False) for block in body)


def list_media(body: StreamValue, addresses: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return what readers load beside the text: ``[{"url", "kind", "bytes"}]``, each URL once."""
    facts = [fact for block in body for fact in getattr(block.value, "media", list)()]
    copied = [fact | {"url": addresses.get(fact["url"], fact["url"])} for fact in facts]
    return list({fact["url"]: fact for fact in copied}.values())
