"""Lays out a figure by groups of people, a line for each group; what is hidden is empty."""

from __future__ import annotations

from django.utils.translation import gettext as _

from people.files import Sheet, SheetRow
from people.text.formatting import to_tenth
from reporting.breakdowns import Breakdown, GroupRow


def build_breakdown_sheet(breakdown: Breakdown, held: str) -> Sheet:
    """Return the rows of the page; ``held`` names the figure, as that of today or of a day."""
    of_proof = breakdown.dimension.is_of_proof
    headings = [
        str(breakdown.dimension.label),
        *([] if of_proof else [_("Posted here")]),
        held,
        _("Share of all who hold it") if of_proof else _("Share"),
        _("Why nothing is told"),
    ]
    rows = (breakdown.whole, *breakdown.rows, breakdown.together)
    lines = tuple(_write_line(row, of_proof=of_proof) for row in rows if row)
    return Sheet(_("By groups of people"), headings, lines)


def _write_line(row: GroupRow, *, of_proof: bool) -> SheetRow:
    share = to_tenth(row.share)
    numbers = [row.held, share] if of_proof else [row.posted, row.held, share]
    return [row.name, *numbers, _("too small to be told") if row.is_hidden else ""]
