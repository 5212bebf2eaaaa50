"""Reads a sheet, CSV or XLSX, with a question in each row."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from courses.interchange.archives import is_shown, read_archive
from courses.interchange.decoding import convert_zawgyi, name_line
from courses.interchange.drafts import (
    DraftFacts,
    DraftMedia,
    DraftPart,
    ItemDraft,
    Reading,
    Unfit,
)
from courses.interchange.markup import (
    clean_html,
    clean_told,
    html_to_text,
    looks_like_html,
    require_no_media,
    text_to_html,
)
from courses.interchange.plain.columns import (
    COLUMNS,
    GAPS,
    MARKER_NOTE,
    MATCHES,
    MEDIA_COLUMNS,
    OPTIONS,
    PICTURE,
    PICTURED,
    REQUIRED,
    RIGHT_MARK,
    TOLD,
    WRONG_MARK,
)
from courses.interchange.plain.embedded import (
    EmbeddedPicture,
    has_pictures_in_cells,
    read_embedded,
)
from courses.interchange.plain.pictures import SheetFiles, read_row_media, require_media_used
from courses.interchange.shapes import (
    Gap,
    read_number,
    shape_categories,
    shape_choice,
    shape_cloze,
    shape_essay,
    shape_matching,
    shape_number,
    shape_order,
    shape_select_text,
    shape_short_text,
    shape_true_false,
)
from people.imports import tables
from people.imports.cells import Row
from people.text import clean, to_ascii_digits
from people.text.spelling import clean_lines

_NAMING = tables.ColumnNaming(tables.name_columns, COLUMNS)
_TRUE, _FALSE = {"true", "t", "yes", "1"}, {"false", "f", "no", "0"}
_SEGMENT = re.compile(r"\[\[((?:(?!\[\[).)+?)\]\]")
_GAP = re.compile(r"\[\[(\d+)\]\]")
# Sent by those who write our sheets, so that a spreadsheet does not calculate the cell.
_ESCAPED_FORMULA = re.compile(r"'(?=[=+\-@＝＋－＠])")


SHEET_ENDINGS = (".csv", ".xlsx")
_NO_PICTURES = (*SHEET_ENDINGS, ".txt")  # what we leave beside a sheet is such a text
_LOST = "#VALUE!"  # stands for a picture that is the value of its cell
_CELL_END = "\n\x1e"


def _unescape_formula(text: str) -> str:
    return text[1:] if _ESCAPED_FORMULA.match(text) else text


class _Cells:
    """The cells of a row, read as text."""

    def __init__(self, row: Row, reading: Reading, language: str) -> None:
        # Together: a few letters of one cell do not tell how they are written.
        cells = (_unescape_formula(cell).replace("\x1e", "") for cell in row.cells.values())
        joined = _CELL_END.join(cells)
        texts = convert_zawgyi(joined, reading).split(_CELL_END)
        self._texts = dict(zip(row.cells, texts, strict=True))
        self.media: Mapping[str, DraftMedia] = {}
        self.language = clean(self._texts.get("language", "")) or language

    def text(self, column: str) -> str:
        return clean(self._texts.get(column, ""))

    def html(self, column: str) -> str:
        text = self._texts.get(column, "")
        return clean_html(text) if looks_like_html(text) else text_to_html(text)

    def lines(self, column: str) -> str:
        return clean_lines(self._texts.get(column, ""))

    def told(self, column: str) -> str:
        text = self._texts.get(column, "")
        return clean_told(text) if looks_like_html(text) else text_to_html(text)

    def words(self, column: str) -> list[str]:
        return [one.strip() for one in self.text(column).split("|") if one.strip()]

    def part(self, column: str) -> DraftPart:
        return DraftPart(self.text(column), self.media.get(PICTURED[column]))

    def listed(self, columns: list[str]) -> list[DraftPart]:
        """Return the cells of numbered columns up to the last that is filled."""
        parts = [self.part(column) for column in columns]
        while parts and parts[-1] == DraftPart(""):
            parts.pop()
        return parts

    def typed(self, columns: list[str]) -> list[str]:
        """Return their words, where pictures have no place."""
        return [one.words for one in self.listed(columns)]


def read_packed_sheet(content: bytes, language: str = "") -> Reading:
    """Return the questions of the sheet in a package, with the pictures beside it."""
    files = {path: one for path, one in read_archive(content).items() if is_shown(path)}
    sheets = [path for path in files if path.lower().endswith(SHEET_ENDINGS)]
    if len(sheets) != 1:
        raise Unfit(_("The package holds several sheets. Bring one at a time."))
    beside = {path: one for path, one in files.items() if not path.lower().endswith(_NO_PICTURES)}
    brought = SheetFiles(beside, is_alone=False)
    reading = read_sheet(files[sheets[0]], language, brought)
    for path in brought.list_unnamed():
        reading.note(path, _("No question names this file: it is left out."))
    return reading


def read_sheet(content: bytes, language: str = "", files: SheetFiles | None = None) -> Reading:
    """Return the questions of a sheet. Raise `Unfit` for none."""
    files = files or SheetFiles()
    table = tables.read_table(io.BytesIO(content), required=REQUIRED, naming=_NAMING)
    if table.problems:
        raise Unfit(table.problems[0].message)
    reading = Reading()
    for heading, column in zip(table.headings, table.columns, strict=True):
        if column and column not in (*COLUMNS, *MEDIA_COLUMNS):
            told = format_lazy(_("The column “{column}” is not known here."), column=heading)
            reading.note(_("The file"), told)
    embedded, has_lost = read_embedded(content), has_pictures_in_cells(content)
    for row in table.rows:
        pictures = embedded.pop(row.line, [])
        lying = [(_name_column(table.columns, one.column), one) for one in pictures]

        def read(row: Row = row, lying: list[tuple[str, EmbeddedPicture]] = lying) -> ItemDraft:
            if has_lost and _LOST in row.cells.values():
                raise Unfit(_("A picture is placed in a cell. Choose “Place over cells” for it."))
            cells = _Cells(row, reading, language)
            named = {column: cells.text(column) for column in MEDIA_COLUMNS}
            cells.media = read_row_media(named, files, lying)
            draft = _read_row(cells)
            require_media_used(draft, cells.media)
            return draft

        reading.add(name_line(row.line), row.cells.get("question", ""), read)
    for line in embedded:
        reading.note(name_line(line), _("A picture in this row belongs to no question."))
    return reading


def _name_column(columns: Sequence[str], place: int) -> str:
    return columns[place] if 0 <= place < len(columns) else ""


def _read_row(cells: _Cells) -> ItemDraft:
    kind = cells.text("kind").lower().replace(" ", "_")
    if kind not in _READERS:
        listed = ", ".join(_READERS)
        reason = _("“{kind}” is no kind of question. There are: {listed}.")
        raise Unfit(format_lazy(reason, kind=kind, listed=listed))
    for column in (*OPTIONS, *MATCHES):
        require_no_media(cells.text(column))
    base = ItemDraft(
        kind="",
        stem=cells.html("question"),
        answer_key=None,
        language=cells.language,
        feedback=cells.told("feedback"),
        hint=cells.told("hint"),
        tags=tuple(cells.words("tags")),
        media={"stem": cells.media[PICTURE]} if PICTURE in cells.media else {},
        source_name=cells.text("name"),
        facts=_read_facts(cells),
    )
    return _READERS[kind](base, cells)


def _read_facts(cells: _Cells) -> DraftFacts:
    level = to_ascii_digits(cells.text("level"))
    if level and not (level.isascii() and level.isdigit()):
        raise Unfit(_("Its level is not a whole number."))
    return DraftFacts(
        skill=cells.text("skill"),
        level=int(level[:3]) if level else None,
        difficulty=cells.text("difficulty").lower(),
        note=cells.lines("note"),
    )


def _read_single(base: ItemDraft, cells: _Cells) -> ItemDraft:
    return _read_choice(base, cells, is_multiple=False)


def _read_multiple(base: ItemDraft, cells: _Cells) -> ItemDraft:
    return _read_choice(base, cells, is_multiple=True)


def _read_choice(base: ItemDraft, cells: _Cells, *, is_multiple: bool) -> ItemDraft:
    options = cells.listed(OPTIONS)
    shown = {f"o{n}": one.media for n, one in enumerate(options, start=1) if one.media}
    right = {_read_place(one) for one in re.split(r"[\s,;|]+", cells.text("right")) if one}
    if any(place > len(options) for place in right):
        raise Unfit(_("The column “right” names an answer that is not there."))
    answers = [(one.words, place in right) for place, one in enumerate(options, start=1)]
    told = [cells.told(column) for column in TOLD]
    base = replace(base, media={**base.media, **shown})
    return shape_choice(base, answers, is_multiple=is_multiple, told=told)


def _read_place(text: str) -> int:
    """Return the place of an answer, from a number or from a letter: 1 or A for the first."""
    number = to_ascii_digits(text)
    if number.isdecimal() and len(number) < 4:
        return int(number)
    if len(text) == 1 and text.isascii() and text.isalpha():
        return ord(text.upper()) - ord("A") + 1
    raise Unfit(_("The column “right” must name answers by their numbers, such as 1; 3."))


def _read_true_false(base: ItemDraft, cells: _Cells) -> ItemDraft:
    word = cells.text("right").lower()
    if word not in _TRUE | _FALSE:
        raise Unfit(_("The column “right” must say true or false."))
    told = {"true": cells.told(TOLD[0]), "false": cells.told(TOLD[1])}
    return shape_true_false(base, is_true=word in _TRUE, told=told)


def _read_matching(base: ItemDraft, cells: _Cells) -> ItemDraft:
    none = DraftPart("")
    pairs = [(cells.part(right), cells.part(left)) for right, left in _PAIRED]
    used = [(left, right) for right, left in pairs if none not in (left, right)]
    others = [right for right, left in pairs if right != none and left == none]
    return shape_matching(base, used, others)


def _read_categories(base: ItemDraft, cells: _Cells) -> ItemDraft:
    pairs = [(cells.part(thing), cells.part(category)) for thing, category in _PAIRED]
    places = [pair for pair in pairs if {*pair} != {DraftPart("")}]
    return shape_categories(base, places, cells.words("right"))


def _read_order(base: ItemDraft, cells: _Cells) -> ItemDraft:
    return shape_order(base, cells.listed(OPTIONS))


def _read_number(base: ItemDraft, cells: _Cells) -> ItemDraft:
    units: dict[str, Decimal] = {}
    for one in cells.words("units"):
        unit, _sign, factor = one.partition("=")
        units[unit.strip()] = read_number(factor or "1")
    return shape_number(base, cells.text("right"), cells.text("tolerance"), units)


def _read_short_text(base: ItemDraft, cells: _Cells) -> ItemDraft:
    return shape_short_text(base, cells.typed(OPTIONS))


def _read_cloze(base: ItemDraft, cells: _Cells) -> ItemDraft:
    found = _GAP.findall(cells.text("passage"))
    gaps = [_read_gap(cells.words(column)) for column in GAPS[: len(found)]]
    passage = _GAP.sub(lambda gap: f"[[t{gap[1]}]]", cells.html("passage"))
    return shape_cloze(base, passage, gaps, cells.typed(OPTIONS))


def _read_gap(words: list[str]) -> Gap:
    right = [word for word in words if not word.startswith(WRONG_MARK)]
    choices = [word.removeprefix(WRONG_MARK) for word in words] if right != words else []
    return Gap(right, choices)


def _read_select_text(base: ItemDraft, cells: _Cells) -> ItemDraft:
    html = cells.html("passage")
    found = [html_to_text(words) for words in _SEGMENT.findall(html)]
    numbers = iter(range(1, len(found) + 1))
    passage = _SEGMENT.sub(lambda _words: f"[[o{next(numbers)}]]", html)
    parts = [(one.removeprefix(RIGHT_MARK), one.startswith(RIGHT_MARK)) for one in found]
    return shape_select_text(base, passage, parts)


def _read_essay(base: ItemDraft, cells: _Cells) -> ItemDraft:
    pairs = [(cells.text(title), cells.text(points)) for title, points in _PAIRED]
    criteria = [(title, int(read_number(points or "1"))) for title, points in pairs if title]
    return shape_essay(base, criteria, cells.lines(MARKER_NOTE))


_PAIRED = list(zip(OPTIONS, MATCHES, strict=True))
_READERS: dict[str, Callable[[ItemDraft, _Cells], ItemDraft]] = {
    "single": _read_single,
    "multiple": _read_multiple,
    "true_false": _read_true_false,
    "matching": _read_matching,
    "ordering": _read_order,
    "numeric": _read_number,
    "short_text": _read_short_text,
    "cloze": _read_cloze,
    "select_text": _read_select_text,
    "categorise": _read_categories,
    "essay": _read_essay,
}
KINDS = frozenset(_READERS)
