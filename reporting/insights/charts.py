"""Computes the geometry of charts; templates draw it as SVG and write all words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Units of the viewBox, not pixels: CSS scales the drawing.
BULLET_WIDTH = 240
FUNNEL_WIDTH = 320
_WIDTH_LATIN, _WIDTH_BURMESE = 7.5, 11.0  # of a sign of 13 units height
_MARK = 8  # half of the widest mark, with its edge


@dataclass(frozen=True)
class BulletChart:
    """Holds x positions: the bar of those who hold, the ticks of baseline and target."""

    width: str
    held: str
    target: str
    baseline: str


def build_bullet_chart(*, held: int, target: int, baseline: int) -> BulletChart:
    """Return the bar of a target, scaled so that the largest of the three just fits."""
    # The tick of the target is four units wide and must stay inside.
    scale = (BULLET_WIDTH - 4) / max(held, target, baseline, 1)
    return BulletChart(
        str(BULLET_WIDTH), *(format_coordinate(n * scale) for n in (held, target, baseline))
    )


@dataclass(frozen=True)
class PairChart:
    """Holds x positions of a pair of figures and of their targets; None where there is none."""

    width: str
    first: str | None
    second: str | None
    first_goal: str | None
    second_goal: str | None


def build_pair_chart(
    first: float | None,
    second: float | None,
    *,
    goals: tuple[float | None, float | None],
    most: float,
) -> PairChart:
    """Return the marks of two figures on one scale from nothing to ``most``."""
    # A mark is twelve units wide, and both ends of the scale must show it whole.
    scale = (BULLET_WIDTH - 2 * _MARK) / most

    def place(number: float | None) -> str | None:
        return None if number is None else format_coordinate(_MARK + min(number, most) * scale)

    return PairChart(str(BULLET_WIDTH), *map(place, (first, second, *goals)))


@dataclass(frozen=True)
class FunnelBar:
    """Holds a bar of a funnel: how wide it is, and the frame of what it is a part of."""

    width: str
    frame: str


def build_funnel_bars(counts: Sequence[tuple[int, int]]) -> list[FunnelBar]:
    """Return a bar for each count and what it is of, scaled so that the first fills the width."""
    scale = FUNNEL_WIDTH / max(counts[0][1], 1) if counts else 0
    return [FunnelBar(*(format_coordinate(n * scale) for n in pair)) for pair in counts]


def choose_tick_step(highest: int) -> int:
    """Return a round step (1, 2 or 5 times a power of ten) that gives at most five ticks."""
    step, factors = 1, (2, 2.5, 2)  # 1, 2, 5, 10, 20, …
    for index in range(60):
        if highest <= step * 5:
            break
        step = int(step * factors[index % 3])
    return step


def estimate_width(text: str) -> float:
    """Return about how wide text is in a drawing, rather more: fonts of readers differ."""
    return sum(map(_estimate_sign, text))


def _estimate_sign(sign: str) -> float:
    # What stands above or below a Burmese letter takes no room beside it.
    if unicodedata.category(sign) == "Mn":
        return 0.0
    return _WIDTH_LATIN if sign.isascii() else _WIDTH_BURMESE


def format_coordinate(number: float) -> str:
    """Return a coordinate with a decimal point, whatever the reader's language."""
    return f"{number:.1f}"
