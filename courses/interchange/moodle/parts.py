"""Reads what all questions of Moodle XML have: texts with their pictures, tags, hints."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from courses.interchange.drafts import DraftMedia, DraftPart, ItemDraft
from courses.interchange.markup import (
    clean_html,
    looks_like_html,
    read_plain,
    take_media,
    text_to_html,
)
from courses.interchange.xml_tree import find_text
from people.text import clean

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

FILES_AT = "@@PLUGINFILE@@"
# Moodle shows a player for a link to a sound.
_LINKED_SOUND = re.compile(
    rf'<a\b[^>]*\bhref="({FILES_AT}/[^"]+\.(?:mp3|m4a|ogg|oga))"[^>]*>(.*?)</a>',
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class MoodleText:
    """A text of a question: its HTML as Moodle keeps it, and the picture in it."""

    raw: str
    is_html: bool
    picture: DraftMedia | None = None

    @property
    def html(self) -> str:
        return clean_html(self.raw) if self.is_html else text_to_html(self.raw)

    @property
    def part(self) -> DraftPart:
        return DraftPart(self.plain, self.picture)

    @property
    def plain(self) -> str:
        return read_plain(self.raw) if self.is_html else clean(self.raw)


def read_text(element: Element | None) -> MoodleText:
    """Return the text of an element that holds one, such as ``questiontext``. Raise `Unfit`."""
    if element is None:
        return MoodleText("", is_html=True)
    raw = element.findtext("text", "") or ("" if len(element) else element.text or "")
    style = element.get("format", "")
    is_html = style == "html" or (style != "plain_text" and looks_like_html(raw))
    raw = _LINKED_SOUND.sub(r'\2 <audio src="\1"></audio>', raw)
    raw, picture = take_media(raw, _read_files(element)) if is_html else (raw, None)
    return MoodleText(raw.strip(), is_html, picture)


def read_base(question: Element, language: str) -> ItemDraft:
    """Return what every question has, without a kind and a key. Raise `Unfit`."""
    stem = read_text(question.find("questiontext"))
    picture = stem.picture or _read_old_picture(question)
    hints = [read_text(hint).html for hint in question.findall("hint")]
    tags = [clean(tag.findtext("text", "")) for tag in question.findall("tags/tag")]
    return ItemDraft(
        kind="",
        stem=stem.html,
        answer_key=None,
        language=language,
        feedback=read_text(question.find("generalfeedback")).html,
        hint="".join(filter(None, hints)),
        tags=tuple(dict.fromkeys(filter(None, tags))),
        media={"stem": picture} if picture else {},
        source_name=clean(find_text(question, "name/text")),
    )


def _read_old_picture(question: Element) -> DraftMedia | None:
    """Return the picture that Moodle 1 has beside the text. Raise `Unfit` if it did not come."""
    name = find_text(question, "image")
    if not name:
        return None
    content = _decode(question.findtext("image_base64", ""))
    _html, picture = take_media(f"<img src={quoteattr(name)}>", {name: content})
    return picture


def _read_files(element: Element) -> dict[str, bytes]:
    files = {}
    for one in element.findall("file"):
        content = _decode(one.text or "")
        folder = one.get("path", "/").strip("/")
        name = f"{folder}/{one.get('name', '')}" if folder else one.get("name", "")
        files[f"{FILES_AT}/{name}"] = content
    return files


def _decode(text: str) -> bytes:
    """Return what the text stands for, and nothing for one that is broken."""
    try:
        return base64.b64decode(text)
    except ValueError:
        return b""
