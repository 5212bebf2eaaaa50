"""Reads a page as a person who knows Burmese only would: the words that are left in English."""

import re
from html.parser import HTMLParser

UNSEEN = {"script", "style", "template", "code", "kbd", "samp", "pre", "head"}
VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SPOKEN = ("aria-label", "alt", "title", "placeholder")
WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
CODE = r"[A-Z0-9]{4}(?:-[A-Z0-9]{4}){2}"  # of a certificate
ADDRESS = re.compile(rf"\S+[@/.]\S+|{CODE}|[A-Z0-9]*\d[A-Z0-9-]*|DC\d[\d.-]*", re.ASCII)
KNOWN = set(
    "Pyinnya PDF CSV XLSX JSON JWT QR MB kB SHA UTF English IP PIN JavaScript DigComp URL".split()  # noqa: SIM905
) | {"Home", "End"}  # what keys are called


class Reader(HTMLParser):
    """Collects the texts that stand in Burmese elements; ``lang`` says where others begin."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = [("", True)]
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_read = self.is_burmese(tag, given)
        if is_read:
            self.texts += [given[name] or "" for name in SPOKEN if name in given]
            if given.get("type") in {"submit", "button"}:
                self.texts.append(given.get("value") or "")
        if tag not in VOID:
            self.open.append((tag, is_read))

    def is_burmese(self, tag: str, given: dict[str, str | None]) -> bool:
        language = given.get("lang")
        hides = tag in UNSEEN or given.get("translate") == "no"
        return not hides and (language == "my" if language else self.open[-1][1])

    def handle_endtag(self, tag: str) -> None:
        while tag in [name for name, _ in self.open] and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open[-1][1]:
            self.texts.append(data)


def foreign_words(html: str) -> list[str]:
    """Words in Latin letters in visible Burmese text, addresses and known names left out."""
    reader = Reader()
    reader.feed(html)
    text = ADDRESS.sub(" ", " \n ".join(reader.texts))
    return sorted({word for word in WORD.findall(text) if word not in KNOWN})
