"""Finds the pictures and sounds of a row of a sheet, and names them in one that is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from courses.interchange.drafts import DraftMedia, ItemDraft, Unfit
from courses.interchange.markup import MEDIA_LEFT_OUT, check_media, describe_media
from courses.interchange.plain.columns import (
    MATCH_PICTURES,
    PICTURE,
    PICTURED,
    PICTURES,
    TOLD,
    WORDS_OF,
)
from courses.interchange.plain.embedded import EmbeddedPicture
from courses.interchange.removals import note_removal

_FOLDER = "pictures"
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|%\x00-\x1f]+')
_TOLD = {*TOLD, "feedback", "hint", "note"}
_TWICE = _("It has more than one picture or sound in one place.")
_NOWHERE = _("A picture or sound stands where none is read: the words would lack it.")


@dataclass
class SheetFiles:
    """The files that came with a sheet, and which of them a row has named."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    is_alone: bool = True
    named: set[str] = field(default_factory=set)
    _checked: dict[bytes, DraftMedia] = field(default_factory=dict)

    def find(self, name: str) -> bytes:
        """Return the file of that path or, if one alone ends so, of that name."""
        wanted = name.replace("\\", "/").removeprefix("./")
        path = wanted if wanted in self.files else self._find_alike(wanted.casefold())
        if not path:
            lost = (
                _("It names the picture “{name}”. Bring sheet and pictures in one ZIP file.")
                if self.is_alone
                else _("The picture “{name}” is not in the package, or two are called so.")
            )
            raise Unfit(format_lazy(lost, name=name))
        self.named.add(path)
        return self.files[path]

    def check(self, content: bytes, name: str, words: str) -> DraftMedia:
        """Return the picture or sound of the content. Raise `Unfit`."""
        # Once, however many rows show it: a large picture takes a second to be looked through.
        if content not in self._checked:
            self._checked[content] = check_media(content, name, "")
        return describe_media(self._checked[content], name, words)

    def list_unnamed(self) -> list[str]:
        return [path for path in self.files if path not in self.named]

    def _find_alike(self, wanted: str) -> str:
        # Cases differ between what a person writes and what a camera names.
        found = [path for path in self.files if f"/{path.casefold()}".endswith(f"/{wanted}")]
        return found[0] if len(found) == 1 else ""


def read_row_media(
    cells: Mapping[str, str], files: SheetFiles, lying: Iterable[tuple[str, EmbeddedPicture]]
) -> dict[str, DraftMedia]:
    """Return what the row shows and plays, by the column of its file. Raise `Unfit`.

    ``lying`` are the pictures over cells of the row, with the columns of these.
    """
    media = {
        column: files.check(files.find(cells[column]), _name(cells[column]), cells[words])
        for column, words in WORDS_OF.items()
        if cells[column]
    }
    for over, picture in lying:
        if over in _TOLD:
            note_removal(MEDIA_LEFT_OUT)
            continue
        # Over another cell of the row it is what the question shows.
        column = PICTURED.get(over, over if over in WORDS_OF else PICTURE)
        if column in media:
            raise Unfit(_TWICE)
        words = cells[WORDS_OF[column]] or picture.words
        media[column] = files.check(picture.content, picture.name, words)
    return media


def require_media_used(draft: ItemDraft, media: Mapping[str, DraftMedia]) -> None:
    """Raise `Unfit` where something stands at a part that shows and plays nothing."""
    if any(one not in draft.media.values() for one in media.values()):
        raise Unfit(_NOWHERE)


def _name(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).name


@dataclass
class PictureNames:
    """The pictures and sounds of a sheet that is written, each file once by a path of its own."""

    files: dict[str, bytes] = field(default_factory=dict)

    def name_media(self, draft: ItemDraft, number: int) -> dict[str, str]:
        """Return the cells of the row that name its pictures and say what they show."""
        cells: dict[str, str] = {}
        for column, slot in _place_parts(draft):
            if media := draft.media.get(slot):
                cells |= {column: self._add(media, number, slot), WORDS_OF[column]: media.words}
        return cells

    def _add(self, media: DraftMedia, number: int, slot: str) -> str:
        name = _NOT_IN_NAMES.sub("-", media.name) or "picture"
        path = f"{_FOLDER}/{name}"
        if self.files.get(path, media.content) != media.content:
            path = f"{_FOLDER}/{number}-{slot}/{name}"
        self.files[path] = media.content
        return path


def _place_parts(draft: ItemDraft) -> Iterator[tuple[str, str]]:
    """Yield each column of pictures with the part that stands there, as the row is written."""
    yield PICTURE, "stem"
    if draft.kind == "matching":
        pairs = draft.answer_key["pairs"]
        used = {*pairs.values()}
        # An answer of several prompts stands beside each, with its picture.
        rights = [*pairs.values(), *(one for one in draft.options if one not in used)]
        yield from zip(PICTURES, rights, strict=False)
        yield from zip(MATCH_PICTURES, pairs, strict=False)
    else:
        key = draft.answer_key
        yield from zip(
            PICTURES, key["order"] if draft.kind == "ordering" else draft.options, strict=False
        )
