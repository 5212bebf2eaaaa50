"""Finds the pictures that lie over the cells of a workbook's first sheet that is shown."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from courses.interchange.archives import open_archive, read_part
from courses.interchange.drafts import Reading, Unfit
from courses.interchange.xml_tree import local_name, parse_xml
from people.imports import tables
from people.text import clean

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MEDIA, _IN_CELLS = "xl/media/", "xl/richData/"
_BOOK = "xl/workbook.xml"


@dataclass(frozen=True)
class EmbeddedPicture:
    """A picture over a sheet: the column in which it begins, its file, and its words if any."""

    column: int
    name: str
    content: bytes
    words: str


def read_embedded(content: bytes) -> dict[int, list[EmbeddedPicture]]:
    """Return the pictures by the row in which they begin. Raise `Unfit` for a broken workbook.

    The table was read before, so that the workbook is one and is not too large.
    """
    if not _has_part(content, _MEDIA):
        return {}
    with open_archive(content) as archive:
        return _Workbook(archive).read_pictures()


def has_pictures_in_cells(content: bytes) -> bool:
    """Return whether pictures are values of cells, which then read as errors."""
    return _has_part(content, _IN_CELLS)


def _has_part(content: bytes, folder: str) -> bool:
    # Security: of these alone the reader of the table has measured what they unpack to. A sheet of
    # text with an archive at its end is one to `zipfile` too.
    if not tables.is_workbook(content):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(name.startswith(folder) for name in archive.namelist())


@dataclass(frozen=True)
class _Workbook:
    """The parts of a workbook, each with what it refers to."""

    archive: zipfile.ZipFile
    _files: dict[str, bytes] = field(default_factory=dict)

    def read_pictures(self) -> dict[int, list[EmbeddedPicture]]:
        found = defaultdict(list)
        # Each once: a sheet may refer to the same drawing a thousand times.
        for drawing in {*self._list_related(self._sheet, "/drawing")}:
            targets = self._read_relations(drawing)
            for anchor in self._parse(drawing):
                for row, picture in self._read_anchor(anchor, targets):
                    found[row].append(picture)
        return dict(found)

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(self.archive.namelist())

    @cached_property
    def _sheet(self) -> str:
        """The part of the first sheet that is shown: the one whose rows are read."""
        sheets = [one for one in self._parse(_BOOK).iter() if local_name(one) == "sheet"]
        shown = [one for one in sheets if one.get("state", "visible") == "visible"] or sheets
        targets = self._read_relations(_BOOK)
        return targets.get(_find_id(shown[0], "id") if shown else "", ("", ""))[1]

    def _list_related(self, part: str, kind: str) -> list[str]:
        return [path for told, path in self._read_relations(part).values() if told.endswith(kind)]

    def _read_relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        """Return the kind and the path of what the part refers to, by the names it has there."""
        folder, name = posixpath.split(part)
        path = f"{folder}/_rels/{name}.rels"
        if path not in self._paths:
            return {}
        return {
            one.get("Id", ""): (one.get("Type", ""), _join_paths(folder, one.get("Target", "")))
            for one in self._parse(path)
            if one.get("TargetMode") != "External"
        }

    def _read_anchor(
        self, anchor: Element, targets: Mapping[str, tuple[str, str]]
    ) -> Iterator[tuple[int, EmbeddedPicture]]:
        start = next((one for one in anchor if local_name(one) == "from"), None)
        cell = {local_name(one): one.text or "" for one in (start if start is not None else ())}
        # One that is fixed to the page, and to no cell, is told as standing in no row.
        row, column = (_read_place(cell.get(name, "")) for name in ("row", "col"))
        for shown in anchor.iter():
            if local_name(shown) == "pic":
                parts = {local_name(one): one for one in shown.iter()}
                path = targets.get(_find_id(parts.get("blip"), "embed"), ("", ""))[1]
                told = parts["cNvPr"].get("descr", "") if "cNvPr" in parts else ""
                name, content = posixpath.basename(path), self._read_file(path)
                yield row + 1, EmbeddedPicture(column, name, content, clean(told))

    def _read_file(self, path: str) -> bytes:
        # What is linked from elsewhere has no file here, and is refused as such.
        if path not in self._files and path in self._paths:
            self._files[path] = read_part(self.archive, path)  # once: a thousand cells may show it
        return self._files.get(path, b"")

    def _parse(self, path: str) -> Element:
        if path not in self._paths:
            raise Unfit(_("A part of the workbook is missing: its pictures cannot be read."))
        return parse_xml(read_part(self.archive, path), Reading())


def _join_paths(folder: str, target: str) -> str:
    # From the root of the workbook, or from the folder of the part.
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _find_id(element: Element | None, name: str) -> str:
    """Return the attribute of that name in whatever name space; editions differ in theirs."""
    named = element.attrib.items() if element is not None else ()
    return next((value for key, value in named if key.endswith(f"}}{name}")), "")


def _read_place(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else -1
