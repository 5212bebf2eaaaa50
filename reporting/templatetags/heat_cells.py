"""Writes the cells of a heat map: a nation's has a thousand, for which templates are slow."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from people.text.formatting import numbers, percents
from reporting.insights.heatmap import CoverageRow, HeatMap, HeatRow, HeatValue, choose_shade
from reporting.insights.people_asked import ONLY_HERE
from reporting.query.scope import Scope

register = template.Library()


@register.simple_tag(name="heat_lines")
def write_lines(
    heat: HeatMap, scope: Scope, people: str, foreign: Collection[int] = ()
) -> list[tuple[HeatRow, SafeString]]:
    """Return the rows with their cells; of units whose pages the reader can open each is a link.

    ``people`` is the address of the people counted, ``foreign`` are units that stand elsewhere.
    """
    ends = [_write_end(scope, cell) for cell in heat.rows[0].cells] if heat.rows else []
    nobody = _write_nobody()
    lines = []
    for row in heat.rows:
        start = "" if row.unit.pk in foreign else _write_start(scope, row, people)
        counts = numbers(cell.cell.count for cell in row.cells)
        shares = percents(cell.share or 0 for cell in row.cells)
        cells = [
            nobody if cell.is_missing else _write_cell(heat, cell, start and start + end, *written)
            for cell, end, written in zip(
                row.cells, ends, zip(counts, shares, strict=True), strict=True
            )
        ]
        # Security: numbers of the reader's language, and addresses, which are escaped.
        lines.append((row, mark_safe("\n".join(cells))))  # noqa: S308
    return lines


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


def _write_start(scope: Scope, row: HeatRow, people: str) -> str:
    """Return the address of the people whom cells of the row count, up to its columns."""
    # The office itself is no unit with a code: it is the page's without those below.
    own = {"unit": scope.unit.code, "below": ONLY_HERE}
    where = own if row.is_own else {"unit": row.unit.code}
    return escape(people + scope.query(**dict.fromkeys(scope.parts) | where))


def _write_end(scope: Scope, cell: CoverageRow) -> str:
    """Return the end of the address, which is alike for all cells of a column."""
    # A number as text: links keep their own digits, whatever the reader's are.
    column = {"skill": cell.cell.skill.code, "level": str(cell.cell.level)}
    return escape("&" + scope.query(unit=None, **column)[1:])
