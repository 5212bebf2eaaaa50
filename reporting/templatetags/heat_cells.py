"""Writes heat maps: a nation's has a thousand cells, for which templates are slow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from html import escape
from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from people.text.formatting import number, numbers, percents
from reporting.insights.heatmap import CoverageRow, HeatMap, HeatRow, HeatValue, choose_shade
from reporting.insights.people_asked import ONLY_HERE
from reporting.query.scope import Scope

register = template.Library()


class _Sheet(NamedTuple):
    """A map with the addresses of what its lines lead to; ``foreign`` lead nowhere."""

    heat: HeatMap
    scope: Scope
    page: str
    people: str
    foreign: Collection[int]


@register.simple_tag(name="heat_heads")
def write_heads(heat: HeatMap, scope: Scope, skill_map: str) -> SafeString:
    """Return the heads of the columns: each skill leads to its own map, at that address."""
    heads = []
    for skill in heat.skills:
        address = skill_map + scope.query(skill=skill.code, show=heat.value.value)
        link = f'<a href="{escape(address)}">{escape(skill.name)}</a>'
        heads.append(f'<th scope="col"><span class="code">{escape(skill.code)}</span> {link}</th>')
    # Security: all that comes from the database is escaped.
    return mark_safe("\n".join(heads))  # noqa: S308


@register.simple_tag(name="heat_lines")
def write_lines(
    heat: HeatMap, scope: Scope, page: str, people: str, foreign: Collection[int] = ()
) -> SafeString:
    """Return the lines; of units whose pages the reader can open all is a link.

    ``page`` is the address of a unit's map, ``people`` that of the people counted, ``foreign`` are
    units that stand elsewhere.
    """
    sheet = _Sheet(heat, scope, page, people, foreign)
    ends = [_write_end(scope, cell) for cell in heat.rows[0].cells] if heat.rows else []
    lines = (_write_line(sheet, row, ends) for row in heat.rows)
    # Security: numbers of the reader's language, and names and addresses, which are escaped.
    return mark_safe("\n".join(lines))  # noqa: S308


def _write_line(sheet: _Sheet, row: HeatRow, ends: Iterable[str]) -> str:
    whole = ' class="whole"' if row.unit == sheet.scope.unit else ""
    head = f'<tr{whole}><th scope="row">{_write_unit(sheet, row)}</th>'
    posted = f'<td class="numeric">{_write_posted(sheet, row)}</td>'
    return "\n".join([head, posted, *_write_cells(sheet, row, ends), "</tr>"])


def _write_unit(sheet: _Sheet, row: HeatRow) -> str:
    if row.unit == sheet.scope.unit:
        return escape(gettext("Whole unit"))
    name = escape(row.unit.name)
    if row.is_own or row.unit.pk in sheet.foreign:
        return name
    query = sheet.scope.query(unit=row.unit.code, show=sheet.heat.value.value)
    return f'<a href="{escape(sheet.page + query)}">{name}</a>'


def _write_posted(sheet: _Sheet, row: HeatRow) -> str:
    if row.unit.pk in sheet.foreign:
        return number(row.posted)
    where = {"below": ONLY_HERE} if row.is_own else {"unit": row.unit.code}
    query = sheet.scope.query(**where, who="posted")
    return f'<a href="{escape(sheet.people + query)}">{number(row.posted)}</a>'


def _write_cells(sheet: _Sheet, row: HeatRow, ends: Iterable[str]) -> Iterator[str]:
    start = "" if row.unit.pk in sheet.foreign else _write_start(sheet, row)
    nobody = _write_nobody()
    counts = numbers([cell.cell.count for cell in row.cells])
    shares = percents([cell.share or 0 for cell in row.cells])
    for cell, end, count, share in zip(row.cells, ends, counts, shares, strict=True):
        if cell.is_missing:
            yield nobody
        else:
            yield _write_cell(sheet.heat, cell, start and start + end, count, share)


def _write_nobody() -> str:
    words = escape(gettext("Nobody is posted here."))
    told = f'<span class="visually-hidden">{words}</span>'
    return f'<td class="heat-none"><span aria-hidden="true">–</span>{told}</td>'


def _write_cell(heat: HeatMap, cell: CoverageRow, address: str, count: str, share: str) -> str:
    # Completions have none.
    has_share = cell.share is not None
    by_share = has_share and heat.value == HeatValue.SHARE
    first, second = (share, count) if by_share else (count, share)
    figure = f'<a href="{address}">{first}</a>' if address else f"<b>{first}</b>"
    if has_share:
        figure += f' <span class="share">{second}</span>'
    return f'<td class="heat-{choose_shade(cell, heat.most, by=heat.value)}">{figure}</td>'


def _write_start(sheet: _Sheet, row: HeatRow) -> str:
    """Return the address of the people whom cells of the row count, up to its columns."""
    # The office itself is no unit with a code: it is the page's without those below.
    own = {"unit": sheet.scope.unit.code, "below": ONLY_HERE}
    where = own if row.is_own else {"unit": row.unit.code}
    query = sheet.scope.query(**dict.fromkeys(sheet.scope.parts) | where)
    return escape(sheet.people + query)


def _write_end(scope: Scope, cell: CoverageRow) -> str:
    """Return the end of the address, which is alike for all cells of a column."""
    # A number as text: links keep their own digits, whatever the reader's are.
    column = {"skill": cell.cell.skill.code, "level": str(cell.cell.level)}
    return escape("&" + scope.query(unit=None, **column)[1:])
