"""Makes lists of what other programs paste as lists, or as paragraphs that look like some."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

_LEVEL = re.compile(r"mso-list:[^;]*level(\d)")
# Word says which part is the sign; saved as a page it only puts small spaces behind it.
_SIGN = re.compile(r"mso-list:\s*Ignore")
_SPACES = re.compile(r"font:\s*7\.0pt")
_NUMBER = re.compile(r"^\s*(?:[0-9\u1040-\u1049]{1,3}|[a-zA-Z])[.)။]")
_ITEM_CLASS = "MsoListParagraph"


def gather_word_lists(soup: BeautifulSoup, body: Tag) -> None:
    """Make lists of Word's paragraphs that only look like items, deeper ones within their item."""
    lists: list[Tag] = []  # that are open, the outermost first
    for paragraph in body.find_all("p"):
        level = _read_level(paragraph)
        if not lists or paragraph.find_previous_sibling() is not lists[0]:
            lists = []
        if not level:
            continue
        kind = "ol" if _take_off_sign(paragraph) else "ul"
        del lists[level:]
        if len(lists) == level and lists[-1].name != kind:
            lists.pop()
        # Whose first item is a deep one has no item above it.
        if len(lists) < level:
            lists.append(_open_list(soup, lists, paragraph, kind))
        paragraph.name = "li"
        lists[-1].append(paragraph.extract())


def _open_list(soup: BeautifulSoup, lists: list[Tag], paragraph: Tag, kind: str) -> Tag:
    """Return a new list: in the last item of the innermost one, or where the paragraph stands."""
    opened = soup.new_tag(kind)
    if lists:
        lists[-1].find_all("li", recursive=False)[-1].append(opened)
    else:
        paragraph.insert_before(opened)
    return opened


def _read_level(paragraph: Tag) -> int:
    found = _LEVEL.search(str(paragraph.get("style") or ""))
    if found:
        return max(int(found[1]), 1)
    classes = " ".join(paragraph.get("class") or [])
    return int(_ITEM_CLASS in classes and paragraph.find("span", style=_SPACES) is not None)


def _take_off_sign(paragraph: Tag) -> bool:
    """Take the sign before a Word item off and return whether it was a number."""
    end = paragraph.find("span", style=_SIGN) or paragraph.find("span", style=_SPACES)
    if not isinstance(end, Tag):
        return bool(_NUMBER.match(paragraph.get_text()))
    within = [id(text) for text in end.find_all(string=True)]
    texts = list(paragraph.find_all(string=True))
    last = max((n for n, text in enumerate(texts) if id(text) in within), default=-1)
    sign = "".join(str(text.extract()) for text in texts[: last + 1])
    return bool(_NUMBER.match(sign))


def flatten_items(soup: BeautifulSoup, body: Tag) -> None:
    """Take paragraphs within items off: the editor makes an empty item and a text of them."""
    for paragraph in body.select("li > p, li > div"):
        if any(str(before).strip() for before in paragraph.previous_siblings):
            paragraph.insert_before(soup.new_tag("br"))
        paragraph.unwrap()
