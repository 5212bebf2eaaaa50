"""Reads packages: items of QTI in a ZIP file, question banks of Common Cartridge among them."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from courses.interchange.archives import FilesBeside, is_shown, read_archive
from courses.interchange.drafts import ItemDraft, Reading, Unfit
from courses.interchange.facts import list_metadata_tags, take_facts
from courses.interchange.qti.first import read_first_qti
from courses.interchange.qti.items import read_qti_item
from courses.interchange.removals import watch_removals
from courses.interchange.xml_tree import local_name, parse_xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MANIFEST = "imsmanifest.xml"
_ITEM_ROOTS = {"assessmentItem", "qti-assessment-item"}
_OLD_ROOT = "questestinterop"
_XML_ENDINGS = (".xml", ".qti", ".dat")
# Where a package has its questions twice, as Canvas writes them, those of the standard are left.
_CANVAS_ENDING = ".xml.qti"
_CANVAS_FOLDER = "non_cc_assessments/"


def read_package(content: bytes, language: str = "") -> Reading:
    """Return the questions of all files of a package. Raise `Unfit` for none."""
    reading, package = Reading(), _Package(read_archive(content), language)
    found = [package.read_file(path, reading) for path in _list_paths(package.files)]
    if not any(found):
        raise Unfit(_("The package holds no file of questions that is known here."))
    return reading


def read_qti(
    content: bytes, language: str = "", files: Mapping[str, bytes] | None = None, path: str = ""
) -> Reading:
    """Return the questions of one XML file of QTI. Raise `Unfit` for another."""
    reading = Reading()
    root = parse_xml(content, reading)
    if not (read := find_reader(root)):
        raise Unfit(_("It is no file of questions that is known here."))
    read(root, FilesBeside(files or {}, posixpath.dirname(path)), language, path, reading)
    return reading


def find_reader(root: Element) -> Callable[..., None] | None:
    """Return what reads a file with that root; None for no file of questions."""
    if local_name(root) in _ITEM_ROOTS:
        return _read_item
    return read_first_qti if local_name(root) == _OLD_ROOT else None


def _list_paths(files: Mapping[str, bytes]) -> list[str]:
    shown = filter(is_shown, files)
    paths = sorted(path for path in shown if path.lower().endswith(_XML_ENDINGS))
    twice = {
        path.removeprefix(_CANVAS_FOLDER).removesuffix(_CANVAS_ENDING)
        for path in paths
        if path.startswith(_CANVAS_FOLDER)
    }
    return [path for path in paths if path.split("/")[0] not in twice or "/" not in path]


@dataclass(frozen=True)
class _Package:
    """The files of a package by their paths, and what its manifest says of them."""

    files: Mapping[str, bytes]
    language: str

    def read_file(self, path: str, reading: Reading) -> bool:
        """Add the questions of a file to the reading; return whether it is a file of questions."""
        noted = Reading()
        try:
            root = parse_xml(self.files[path], noted)
        except Unfit as unfit:
            reading.refuse(path, unfit.reason)
            return False
        read = find_reader(root)
        if not read:
            return False
        read(root, FilesBeside(self.files, posixpath.dirname(path)), self.language, path, noted)
        if read is _read_item:
            self._add_tags(path, noted)
        reading.merge(noted)
        return True

    def _add_tags(self, path: str, reading: Reading) -> None:
        """Add to the question of an item what the manifest says of it."""
        with watch_removals() as told:
            reading.drafts = [
                take_facts(replace(one, tags=tuple(dict.fromkeys([*one.tags, *self._tags[path]]))))
                for one in reading.drafts
            ]
        for reason in told:
            reading.note(path, reason)

    @cached_property
    def _tags(self) -> Mapping[str, list[str]]:
        tags: dict[str, list[str]] = defaultdict(list)
        path = next((one for one in self.files if posixpath.basename(one) == _MANIFEST), "")
        try:
            root = parse_xml(self.files.get(path, b""), Reading())
        except Unfit:
            return tags
        for resource in root.iter():
            if local_name(resource) == "resource":
                href = posixpath.join(posixpath.dirname(path), unquote(resource.get("href", "")))
                tags[posixpath.normpath(href)] += list_metadata_tags(resource)
        return tags


def _read_item(
    root: Element, files: Mapping[str, bytes], language: str, path: str, reading: Reading
) -> None:
    def read() -> ItemDraft:
        return read_qti_item(root, files, language)

    title = root.get("title", "") or root.get("identifier", "")
    place = path or format_lazy(_("Question {number}: {name}"), number=1, name=title)
    reading.add(place, title, read)
