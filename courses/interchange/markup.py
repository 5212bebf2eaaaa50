"""Cleans the HTML of questions from other systems, and takes pictures and sounds out of it."""

from __future__ import annotations

import base64
import binascii
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from html import escape, unescape
from pathlib import PurePosixPath
from urllib.parse import unquote

import nh3
from django.utils.translation import gettext_lazy as _

from courses.interchange.drafts import DraftMedia, Unfit
from courses.interchange.removals import note_removal, note_removals
from people.files import read_content_type
from people.imports.cells import InvalidValue
from people.pictures import read_picture, strip_picture
from people.text import clean

# What the editor of a question can write; the rest becomes it, or plain text.
_ALLOWED_TAGS = {"a", "b", "br", "i", "li", "ol", "p", "ul"}
_RENAMED = {"strong": "b", "em": "i", "cite": "i", "dfn": "i", "var": "i"} | dict.fromkeys(
    ("div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "tr", "dt", "dd", "caption"),
    "p",
)
_TAG = re.compile(r"(</?)([A-Za-z][A-Za-z0-9]*)\b")
_CELL_END = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_EMPTY = re.compile(r"<(p|li|ul|ol|b|i|a)(?: [^>]*)?>(?:\s|<br>)*</\1>")
# From the first of a run only: from each of them it would be looked for the end again.
_BREAKS_AT_EDGE = re.compile(
    r"(?<=<p>)(?:\s|<br>)+|(?<!\s)(?<!<br>)(?:\s|<br>)+(?=</p>)|(?<!\s)\s+(?=<br>)|(?<=<br>)\s+"
)
_BLOCK_END = re.compile(r"<br\s*/?>|</?(?:p|div|li|h[1-6]|tr|td|th)\b[^<>]*>", re.IGNORECASE)
_STARTS_WITH_BLOCK = re.compile(r"<(?:p|ul|ol)\b")
_STRAY = re.compile(r"(</(?:p|ul|ol)>)\s*(?=[^<\s]|<(?:a|b|br|i)\b)")
_MEDIA = re.compile(
    r"<img\b[^>]*>|<(?P<tag>object|audio|video)\b[^>]*?(?<!/)>(?P<inside>.*?)</(?P=tag)\s*>"
    r"|<(?:object|audio|video)\b[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_MEDIA_START = re.compile(r"<(?:img|object|audio|video)\b", re.IGNORECASE)
# With an address only: “<img>” alone may be what is asked about.
_MEDIA_TAG = re.compile(
    r"<(?:img|source|audio|video|object|embed)\b[^<>]*\s(?:src|data)\s*=[^<>]*>?", re.IGNORECASE
)
_LOOKS_LIKE_HTML = re.compile(
    r"</?(?:a|b|br|code|div|em|h[1-6]|i|img|li|ol|p|pre|span|strong|su[bp]|table|td|tr|tt|u|ul)"
    r"\b[^<>]*>|&(?:#\d+|#x[\da-f]+|[a-z]\w+);",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""\b(src|data|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
# Neither the web nor a place in the text itself: a file that lies where the question came from.
_LINK_TO_FILE = re.compile(r'<a href="(?!https?:|mailto:|#|")', re.IGNORECASE)
_FORMULA = re.compile(r"<(?:\w+:)?math\b|\\\(|\\\[|\$\$", re.IGNORECASE)
_DATA_ADDRESS = re.compile(r"data:image/[\w.+-]+;base64,(.*)", re.DOTALL)
_PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
_SOUNDS = {"audio/mpeg", "audio/mp4", "audio/ogg"}
_LONGEST_ALT = 250
_LONGEST_TRANSCRIPT = 3_000
# Of all pictures of a file: a minute of work. Real ones of 20 MB have a fraction of it.
_MOST_PIXELS = 2_000_000_000
_pixels_left: ContextVar[list[int] | None] = ContextVar("pixels_left", default=None)
_MAX_MEDIA_BYTES = 10_000_000
# Of one text: what is cleaned again and again takes a time that grows with the square of it.
_MOST_LETTERS = 100_000
_MOST_LAYERS = 50  # of tags with nothing in them
_MOST_MEDIA_TAGS = 20  # an object holds others, for programs that cannot show it

_CLEANER = nh3.Cleaner(
    tags=_ALLOWED_TAGS,
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
MEDIA_LEFT_OUT = _("A picture or sound in what is told afterwards is left out.")
_TOO_LARGE = _("It is larger than what is read here at once. Divide it.")
_STRIPPER = nh3.Cleaner(tags=set())


def clean_html(html: str) -> str:
    """Return the HTML as the editor of a question could have written it; ``""`` for none."""
    if _FORMULA.search(html):
        raise Unfit(_("It holds a formula, which questions here cannot show."))
    if len(html) > _MOST_LETTERS:
        raise Unfit(_TOO_LARGE)
    require_no_media(html)
    note_removals(html)
    html = _TAG.sub(_rename_tag, _CELL_END.sub(" ", html))
    cleaned = _tidy(_CLEANER.clean(html))
    if cleaned and not _STARTS_WITH_BLOCK.match(cleaned):
        cleaned = _tidy(_CLEANER.clean(f"<p>{cleaned}</p>"))
    # What stands behind a paragraph by itself becomes one.
    while (again := _tidy(_CLEANER.clean(_STRAY.sub(r"\1<p>", cleaned)))) != cleaned:
        cleaned = again
    if _LINK_TO_FILE.search(cleaned):
        raise Unfit(_("It links to a file that does not come along."))
    return cleaned


def clean_told(html: str) -> str:
    """Return what is told afterwards as `clean_html` does; a picture in it is left out, and noted.

    Without it the question is the same.
    """
    kept = _MEDIA_TAG.sub(" ", html)
    if kept != html:
        note_removal(MEDIA_LEFT_OUT)
    return clean_html(kept)


def require_no_media(html: str) -> None:
    """Raise `Unfit` for a picture or sound where a text is read without one."""
    if _MEDIA_TAG.search(html):
        raise Unfit(_("A picture or sound stands where none is read: the words would lack it."))


def looks_like_html(text: str) -> bool:
    """Return whether the text has tags or entities, and not only a sign that they begin with."""
    return bool(_LOOKS_LIKE_HTML.search(text))


def text_to_html(text: str) -> str:
    """Return plain text as HTML: a paragraph for each one, a break for each line."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    told = ("<br>".join(map(escape, one.strip().splitlines())) for one in paragraphs)
    return clean_html("".join(f"<p>{one}</p>" for one in told))


def html_to_text(html: str) -> str:
    """Return the words of the HTML in one line."""
    return clean(unescape(_STRIPPER.clean(_BLOCK_END.sub(" ", html))))


def html_to_lines(html: str) -> str:
    """Return the words of the HTML, a line for each paragraph; a picture in it is noted."""
    lines = map(html_to_text, _BLOCK_END.split(clean_told(html)))
    return "\n".join(filter(None, lines))


def read_plain(html: str) -> str:
    """Return the words of what a file holds as HTML. Raise `Unfit` for a picture among them."""
    require_no_media(html)
    note_removals(html)
    return html_to_text(html)


def take_media(html: str, files: Mapping[str, bytes]) -> tuple[str, DraftMedia | None]:
    """Return the HTML without its picture or sound, and that. Raise `Unfit` for two or a lost one.

    ``files`` holds what came with the question, by the addresses in its HTML.
    """
    starts = sum(1 for _tag in _MEDIA_START.finditer(html))
    # Each that is not closed is looked for to the end of the text.
    found = list(_MEDIA.finditer(html)) if starts <= _MOST_MEDIA_TAGS else []
    if not found and starts <= _MOST_MEDIA_TAGS:
        return html, None
    if len(found) != 1:
        raise Unfit(_("It has more than one picture or sound in one place."))
    told = {name: a or b or c for name, a, b, c in _ATTRIBUTE.findall(found[0][0])}
    address = unescape(told.get("src") or told.get("data") or "")
    name = PurePosixPath(unquote(address)).name if not address.startswith("data:") else "picture"
    inside = html_to_text(found[0]["inside"] or "")
    # Who cannot play it is often told where it lies, and not what it says.
    inside = "" if name in inside or "PLUGINFILE" in inside else inside
    words = clean(unescape(told.get("alt", ""))) or inside
    return _MEDIA.sub(" ", html), check_media(_find_file(address, files), name, words)


def _find_file(address: str, files: Mapping[str, bytes]) -> bytes:
    content = files.get(address) or files.get(unquote(address))
    if embedded := _DATA_ADDRESS.fullmatch(address):
        try:
            content = base64.b64decode(embedded[1], validate=False)
        except binascii.Error:
            content = None
    if not content:
        raise Unfit(_("Its picture or sound did not come with the file."))
    return content


def check_media(content: bytes, name: str, words: str) -> DraftMedia:
    """Return the picture or sound of the content. Raise `Unfit` for what is neither, or broken."""
    kind = read_content_type(io.BytesIO(content), "")
    if kind not in _PICTURES | _SOUNDS or len(content) > _MAX_MEDIA_BYTES:
        raise Unfit(
            _(
                "What it shows is not a picture (PNG, JPEG, GIF, WebP) or sound (MP3, M4A, Ogg) of"
                " up to 10 MB."
            )
        )
    if kind in _PICTURES:
        _require_whole(content)
        # Privacy: it is stored as it comes, and leaves again with its question.
        content = strip_picture(content)
    return describe_media(DraftMedia(name, content, is_sound=kind in _SOUNDS), name, words)


def describe_media(media: DraftMedia, name: str, words: str) -> DraftMedia:
    """Return the picture or sound by that name, with what it shows or says as far as it goes."""
    longest = _LONGEST_TRANSCRIPT if media.is_sound else _LONGEST_ALT
    return replace(media, name=name, words=words[:longest])


def _require_whole(content: bytes) -> None:
    """Raise `Unfit` for a picture that is cut off, or that becomes too large when it is shown."""
    left = _pixels_left.get()
    if left and left[0] <= 0:
        raise Unfit(_("The pictures of the file are too large all together. Divide it."))
    try:
        picture = read_picture(io.BytesIO(content))
    except InvalidValue as wrong:
        raise Unfit(wrong.message) from wrong
    if left:
        left[0] -= picture.width * picture.height * getattr(picture, "n_frames", 1)


@contextmanager
def limit_pixels() -> Iterator[None]:
    """Bound what pictures are looked through within: a thousand bytes take a second."""
    token = _pixels_left.set([_MOST_PIXELS])
    try:
        yield
    finally:
        _pixels_left.reset(token)


def _rename_tag(found: re.Match[str]) -> str:
    name = found[2].lower()
    return found[1] + _RENAMED.get(name, name)


def _tidy(html: str) -> str:
    html = clean(html.replace("&nbsp;", " "))
    # Until nothing changes: an empty paragraph may hold nothing but an empty one.
    for _layer in range(_MOST_LAYERS):
        again = _EMPTY.sub("", _BREAKS_AT_EDGE.sub("", html)).strip()
        if again == html:
            return html
        html = again
    raise Unfit(_TOO_LARGE)
