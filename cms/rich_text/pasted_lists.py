"""Makes lists of what other programs paste as lists, or as paragraphs that look like some."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

_LEVEL = re.compile(r"mso-list:[^;]*level(\d)")
# Word says which part is the sign; saved as a page it only puts small spaces behind it.
_SIGN = re.compile(r"mso-list:\s*Ignore")
_SPACES = re.compile(r"font:\s*7\.0pt")
# “1.”, “1.2”, “၁။”, “a)”, “iv.”, “(က)”; a bullet may be a letter too, of a font of signs.
_NUMBER = re.compile(
    r"^\s*\(?(?:[0-9\u1040-\u1049]{1,3}|[a-zA-Z]|[ivxlcIVXLC]{2,7}|[\u1000-\u1021])[.)။]"
)
_ITEM_CLASS = "MsoListParagraph"


@dataclass
class _OpenList:
    level: int
    tag: Tag


def gather_word_lists(soup: BeautifulSoup, body: Tag) -> None:
    """Make lists of Word's paragraphs that only look like items, deeper ones within their item."""
    lists: list[_OpenList] = []  # the outermost first
    for paragraph in body.find_all("p"):
        level = _read_level(paragraph)
        if not lists or paragraph.find_previous_sibling() is not lists[0].tag:
            lists = []
        if not level:
            continue
        sign = _take_off_sign(paragraph) or paragraph.get_text()
        kind = "ol" if _NUMBER.match(sign) else "ul"
        _close_lists(lists, level, kind)
        # Whose first item is a deep one has no item above it.
        if not lists or lists[-1].level < level:
            lists.append(_OpenList(level, _open_list(soup, lists, paragraph, kind)))
        paragraph.name = "li"
        lists[-1].tag.append(paragraph.extract())


def _close_lists(lists: list[_OpenList], level: int, kind: str) -> None:
    """Close the lists that are deeper than the item, or of another kind at its level."""
    while len(lists) > 1 and lists[-1].level > level:
        lists.pop()
    if lists and lists[-1].level >= level:
        # Its first items were deep without one above them.
        lists[-1].level = level
        if lists[-1].tag.name != kind:
            lists.pop()


def space_heading_numbers(body: Tag) -> None:
    """Take the sign off headings that are items of a list; a number stays, before their words."""
    for heading in body.find_all(["h2", "h3"], style=_LEVEL):
        sign = _take_off_sign(heading)
        if _NUMBER.match(sign):
            heading.insert(0, f"{' '.join(sign.split())} ")


def _open_list(soup: BeautifulSoup, lists: list[_OpenList], paragraph: Tag, kind: str) -> Tag:
    """Return a new list: in the last item of the innermost one, or where the paragraph stands."""
    opened = soup.new_tag(kind)
    if lists:
        lists[-1].tag.find_all("li", recursive=False)[-1].append(opened)
    else:
        paragraph.insert_before(opened)
    return opened


def _read_level(paragraph: Tag) -> int:
    found = _LEVEL.search(str(paragraph.get("style") or ""))
    if found:
        return max(int(found[1]), 1)
    classes = " ".join(paragraph.get("class") or [])
    return int(_ITEM_CLASS in classes and paragraph.find("span", style=_SPACES) is not None)


def _take_off_sign(paragraph: Tag) -> str:
    """Take the sign before a Word item off and return it; nothing where it has none."""
    end = paragraph.find("span", style=_SIGN) or paragraph.find("span", style=_SPACES)
    if not isinstance(end, Tag):
        return ""
    within = [id(text) for text in end.find_all(string=True)]
    texts = list(paragraph.find_all(string=True))
    last = max((n for n, text in enumerate(texts) if id(text) in within), default=-1)
    return "".join(str(text.extract()) for text in texts[: last + 1])


def gather_stray_items(soup: BeautifulSoup, body: Tag) -> None:
    """Make lists of items that came without theirs."""
    gathered: Tag | None = None
    for item in body.find_all("li"):
        if item.find_parent(["ul", "ol"]) is not None:
            continue
        if gathered is None or item.find_previous_sibling() is not gathered:
            gathered = soup.new_tag("ul")
            item.insert_before(gathered)
        gathered.append(item.extract())


def flatten_items(soup: BeautifulSoup, body: Tag) -> None:
    """Take paragraphs within items off: the editor makes an empty item and a text of them."""
    # What stands before is asked once for each item: a look back from each paragraph takes the
    # square of them.
    for item in body.find_all("li"):
        is_begun = False
        for part in list(item.children):
            if isinstance(part, Tag) and part.name in ("p", "div"):
                if is_begun:
                    part.insert_before(soup.new_tag("br"))
                is_begun |= bool(part.decode_contents().strip())
                part.unwrap()
            else:
                is_begun |= bool(str(part).strip())
