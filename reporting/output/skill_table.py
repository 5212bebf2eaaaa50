"""Lays out people by skills for files: a line for each person, two cells for each skill."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from people.files import Sheet, SheetRow, read_pieces
from people.models import Posting
from reporting.insights.closest import Closeness
from reporting.insights.skill_table import (
    LackingOrder,
    SkillCell,
    SkillColumn,
    SkillRow,
    SkillTable,
)
from reporting.output.naming import Piece, name_headings, watch_lines, write_name

_PEOPLE_AT_ONCE = 500  # values in one statement; databases limit its parameters


def build_skill_sheet(
    table: SkillTable, lacking: SkillColumn | None, *, order: LackingOrder
) -> Sheet:
    """Return the people of the page, whose lines are read as they are written."""
    headings = name_headings()
    for column in table.columns:
        label = f"{column.skill.code} {column.label}"
        headings += [label, f"{label} · {_('Valid until')}"]
    headings.append(_("Missing"))
    if lacking:
        headings += [_("Course"), _("Lessons left"), _("In training")]
    # Here and not where the lines are written: a stream is read when another language is active.
    postings = table.find_postings(lacking, order=order)
    found = read_pieces(postings, _PEOPLE_AT_ONCE)
    pieces = _write_pieces(table, found, lacking, get_language() or "my")
    lines = watch_lines(table.viewer, table.unit, pieces)
    return Sheet(pgettext("workbook", "People and skills"), headings, lines)


def _write_pieces(
    table: SkillTable, found: Iterator[list[Posting]], lacking: SkillColumn | None, language: str
) -> Iterator[Piece]:
    for piece in found:
        with override(language):
            rows = table.build_rows(piece, lacking)
            lines = [_write_skill_line(row, language, with_course=bool(lacking)) for row in rows]
        yield [posting.person_id for posting in piece], lines


def _write_skill_line(row: SkillRow, language: str, *, with_course: bool) -> SheetRow:
    line = [*write_name(row.person, row.posting, language)]
    for cell in row.cells:
        line += [_tell_cell(cell), cell.last_day]
    line.append(row.missing)
    return [*line, *_tell_course(row.closeness)] if with_course else line


def _tell_course(near: Closeness | None) -> SheetRow:
    if near is None:
        return ["", None, ""]
    return [near.course.title, near.left, _("Yes") if near.in_training else _("No")]


def _tell_cell(cell: SkillCell) -> str:
    """Return the level held, or why there is none."""
    if cell.level_name and cell.state != cell.state.MISSING:
        return cell.level_name
    return " · ".join(filter(None, [cell.level_name, str(cell.state.label)]))
