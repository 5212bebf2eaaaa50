"""Names what differs between the versions of QTI that are written: names and addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from courses.interchange.drafts import ItemDraft

_HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TAG = re.compile(r"(</?)([A-Za-z]+)((?:\s[^<>]*?)?)(/?>)")
_ATTRIBUTE = re.compile(r'(\s)([a-z]+(?:[A-Z][a-z]*)+)(?==")')
_SAID = re.compile(r"(<(modalFeedback|rubricBlock)\s[^<>]*>)(.*?)(</\2>)", re.DOTALL)
_CAPITAL = re.compile(r"[A-Z]")
# What texts are made of keeps its name in QTI 3.
_HTML = {"a", "b", "br", "hr", "i", "img", "li", "object", "ol", "p", "ul"}


@dataclass(frozen=True)
class ItemResource:
    """What the list of a package says of an item: its pictures, and what is known of it."""

    pictures: list[str]
    metadata: str = ""


@dataclass(frozen=True)
class QtiVersion:
    """A version of QTI as its files name it."""

    item_space: str
    item_type: str
    package_space: str
    schema: str
    schema_version: str
    has_dashes: bool = False

    def write_item(self, item: str) -> str:
        """Return the file of an item that is written in the names of QTI 2."""
        first, rest = item.split(" ", 1)
        text = f'{first} xmlns="{self.item_space}" {rest}'
        if self.has_dashes:
            # What is said afterwards or to who marks stands in an element of its own from QTI 3.
            text = _SAID.sub(r"\1<contentBody>\3</contentBody>\4", text)
            # One word at most may be put into gaps there, unless it is said.
            text = text.replace(
                "<gapMatchInteraction ", '<gapMatchInteraction maxAssociations="0" '
            )
            text = _TAG.sub(_name_with_dashes, text)
        return _HEADER + text

    def write_manifest(self, items: Mapping[str, ItemResource]) -> str:
        """Return the list of the package: each item with its pictures."""
        resources = "".join(
            f'<resource identifier="r{number}" type="{self.item_type}" href={quote_value(path)}>'
            + item.metadata
            + "".join(f"<file href={quote_value(one)}/>" for one in [path, *item.pictures])
            + "</resource>"
            for number, (path, item) in enumerate(items.items(), start=1)
        )
        return (
            f'{_HEADER}<manifest xmlns="{self.package_space}" identifier="questions">'
            f"<metadata><schema>{self.schema}</schema>"
            f"<schemaversion>{self.schema_version}</schemaversion></metadata><organizations/>"
            f"<resources>{resources}</resources></manifest>"
        )


def _name_with_dashes(found: re.Match[str]) -> str:
    opened, name, attributes, closed = found.groups()
    if name not in _HTML:
        name = f"qti-{_add_dashes(name)}"
    told = _ATTRIBUTE.sub(lambda one: one[1] + _add_dashes(one[2]), attributes)
    return f"{opened}{name}{told}{closed}"


def _add_dashes(name: str) -> str:
    return _CAPITAL.sub(lambda letter: f"-{letter[0].lower()}", name)


def name_language(draft: ItemDraft) -> str:
    """Return the attribute that says the language of an item."""
    return f" xml:lang={quote_value(draft.language)}" if draft.language else ""


def quote_value(value: str) -> str:
    """Return the value of an attribute in quotation marks, of which it holds none."""
    return f'"{escape(value)}"'


VERSIONS = {
    "2.1": QtiVersion(
        "http://www.imsglobal.org/xsd/imsqti_v2p1",
        "imsqti_item_xmlv2p1",
        "http://www.imsglobal.org/xsd/imscp_v1p1",
        "QTIv2.1 Package",
        "1.0.0",
    ),
    "2.2": QtiVersion(
        "http://www.imsglobal.org/xsd/imsqti_v2p2",
        "imsqti_item_xmlv2p2",
        "http://www.imsglobal.org/xsd/imscp_v1p1",
        "QTIv2.2 Package",
        "1.0.0",
    ),
    "3.0": QtiVersion(
        "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
        "imsqti_item_xmlv3p0",
        "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
        "QTI Package",
        "3.0.0",
        has_dashes=True,
    ),
}
