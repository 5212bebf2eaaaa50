"""Finds in a lesson what those who hear it, or see little, would miss: advice that bars nothing.

What blocks ask for themselves is not looked at again: words of pictures, captions, transcripts.
Colours are not the authors' to choose, so their contrast is tested with the templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bs4 import BeautifulSoup, Tag
from django.utils.text import Truncator
from django.utils.translation import gettext as _

_SHOWN_LETTERS = 60
_LONGEST_HEADING = 90
_LONGEST_ADDRESS = 40
_FILE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|svg)$|^(?:IMG|DSC|PXL|Screenshot)[_ -]?\d", re.I)
# Not Burmese numbers: official prose numbers its paragraphs.
_DASH = re.compile(r"^\s*([-–—•·●▪*])\s+\S")
_VAGUE_LINKS = {
    *("here", "click", "click here", "link", "this link", "more", "read more", "this page"),
    *("ဒီမှာ", "ဒီနေရာ", "ဤနေရာ", "ဤနေရာတွင်", "ဤနေရာကိုနှိပ်ပါ", "နှိပ်ပါ", "လင့်ခ်", "ဤလင့်ခ်"),
}


def list_access_advice(html: str) -> list[str]:
    """Return a sentence for each find in the published text, each once."""
    body = BeautifulSoup(html, "lxml")
    finds = [
        *_check_headings(body),
        *_check_bold_paragraphs(body),
        *_check_dashes(body),
        *_check_pictures(body),
        *_check_tables(body),
        *_check_link_words(body),
    ]
    return list(dict.fromkeys(finds))


def _check_headings(body: BeautifulSoup) -> Iterator[str]:
    has_large = False
    for heading in body.find_all(["h2", "h3"]):
        if not _read_words(heading):
            yield _("A heading is empty. Delete its line.")
        elif heading.name == "h2":
            has_large = True
        elif not has_large:
            yield _(
                "The small heading “%(words)s” stands below no large one: whoever hears the"
                " lesson looks for the part that it belongs to."
            ) % {"words": _quote(heading)}


def _check_bold_paragraphs(body: BeautifulSoup) -> Iterator[str]:
    for paragraph in body.find_all("p"):
        words, after = _read_words(paragraph), paragraph.find_next_sibling()
        bold = "".join(_read_words(one) for one in paragraph.find_all(["b", "strong"]))
        is_whole = bool(words) and bold.replace(" ", "") == words.replace(" ", "")
        # The last line of a text, or one within a quotation, is stressed and heads nothing.
        heads = after is not None and after.name in {"p", "ul", "ol"}
        if is_whole and heads and len(words) <= _LONGEST_HEADING and words[-1] not in ".။!?":
            yield _(
                "“%(words)s” looks like a heading and is only bold. Make it a heading, so that"
                " those who hear the lesson can go to it."
            ) % {"words": _quote(paragraph)}


def _check_dashes(body: BeautifulSoup) -> Iterator[str]:
    """Tell of lists that are typed: two lines in a row with the same sign."""
    for line in body.find_all("br"):
        line.replace_with("\n")
    lines = [one for tag in body.find_all("p") for one in tag.get_text().splitlines()]
    signs = [found[1] if (found := _DASH.match(line)) else "" for line in lines]
    for before, sign in pairwise(signs):
        if sign and sign == before:
            yield _(
                "Lines that begin with “%(sign)s” are a list to the eye alone. Use the button"
                " for lists."
            ) % {"sign": sign}


def _check_pictures(body: BeautifulSoup) -> Iterator[str]:
    for picture in body.find_all("img", alt=True):
        spoken = str(picture["alt"]).strip()
        if _FILE_NAME.search(spoken):
            told = _("“%(words)s” is the name of a file. Say what the picture shows.")
            yield told % {"words": spoken}
        caption = picture.find_parent("figure")
        caption = caption.find("figcaption") if caption else None
        if caption and spoken and spoken in _read_words(caption):
            told = _(
                "A picture says the same as its caption, “%(words)s”, and is read aloud twice."
                " Say what can be seen in it."
            )
            yield told % {"words": Truncator(spoken).chars(_SHOWN_LETTERS)}


def _check_tables(body: BeautifulSoup) -> Iterator[str]:
    for table in body.find_all("table"):
        title = {"words": _quote(table.caption) if table.caption else "–"}
        headings = table.find_all("th")
        if not headings:
            yield (
                _(
                    "The table “%(words)s” has no heading row or column: whoever hears a cell does"
                    " not know what it is about."
                )
                % title
            )
        # Of a table with both the corner may be empty.
        elif any(not _read_words(one) for one in headings[1:]):
            yield _("A row or column of the table “%(words)s” has an empty heading.") % title


def _check_link_words(body: BeautifulSoup) -> Iterator[str]:
    for link in body.find_all("a", href=True):
        words = _read_words(link)
        plain = words.casefold().strip(" .:။၊»>")
        is_address = "://" in words and len(words) > _LONGEST_ADDRESS
        if is_address or plain in _VAGUE_LINKS or plain.replace(" ", "") in _VAGUE_LINKS:
            told = _("The link “%(words)s” does not say where it leads.")
            yield told % {"words": _quote(link)}


def _read_words(tag: Tag) -> str:
    return " ".join(tag.get_text().replace("\u2060", "").split())


def _quote(tag: Tag) -> str:
    return Truncator(_read_words(tag)).chars(_SHOWN_LETTERS)
