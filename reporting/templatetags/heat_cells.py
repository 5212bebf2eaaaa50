"""Writes the cells of a heat map: a nation's has a thousand, for which templates are slow."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from people.text.formatting import number, percent
from reporting.insights.heatmap import CoverageRow, HeatMap, HeatRow, HeatValue, choose_shade
from reporting.query.scope import Scope

register = template.Library()


@register.simple_tag(name="heat_cells")
def write_cells(
    row: HeatRow, heat: HeatMap, scope: Scope, people: str, foreign: Collection[int] = ()
) -> SafeString:
    """Return the cells of a row; of units whose pages the reader can open each is a link.

    ``people`` is the address of the people counted, ``foreign`` are units that stand elsewhere.
    """
    shown = people if not row.is_own and row.unit.pk not in foreign else ""
    cells = [_write_cell(cell, heat, scope, shown) for cell in row.cells]
    # Security: numbers of the reader's language, and addresses, which are escaped.
    return mark_safe("\n".join(cells))  # noqa: S308


def _write_cell(cell: CoverageRow, heat: HeatMap, scope: Scope, people: str) -> str:
    if cell.is_missing:
        words = escape(gettext("Nobody is posted here."))
        told = f'<span class="visually-hidden">{words}</span>'
        return f'<td class="heat-none"><span aria-hidden="true">–</span>{told}</td>'
    first, second = _write_numbers(cell, heat.value)
    figure = f"<b>{first}</b>"
    if people:
        figure = f'<a href="{_write_address(cell, scope, people)}">{first}</a>'
    if second:
        figure += f' <span class="share">{second}</span>'
    return f'<td class="heat-{choose_shade(cell, heat.most, by=heat.value)}">{figure}</td>'


def _write_address(row: CoverageRow, scope: Scope, people: str) -> str:
    """Return the address of the people whom the cell counts."""
    cell = row.cell
    # A number as text: links keep their own digits, whatever the reader's are.
    level = str(cell.level)
    return escape(people + scope.query(unit=cell.unit.code, skill=cell.skill.code, level=level))


def _write_numbers(cell: CoverageRow, value: HeatValue) -> tuple[str, str]:
    """Return what the cell shows, large and then small; completions have no share."""
    count = number(cell.cell.count)
    if cell.share is None:
        return count, ""
    share = percent(cell.share)
    return (count, share) if value == HeatValue.COUNT else (share, count)
