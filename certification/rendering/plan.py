"""Plans a sheet before there are words: its background, the place of each part, the colours."""

from __future__ import annotations

from dataclasses import dataclass

from certification.facts.snapshot import Facts
from certification.rendering.colours import Palette, build_palette
from certification.rendering.layouts import SheetLayout, compute_layout
from certification.rendering.style import SheetBackground, SheetStyle


@dataclass(frozen=True)
class SheetPlan:
    """All that drawing depends on; equal plans share a stylesheet and the drawn ornaments."""

    background: SheetBackground
    layout: SheetLayout
    palette: Palette


def plan_sheet(facts: Facts, style: SheetStyle) -> SheetPlan:
    """Return the plan of a sheet. Callers make it once and pass it down."""
    background = style.sheet_background(len(facts["signatories"]))
    return SheetPlan(background, compute_layout(background), build_palette(background))
