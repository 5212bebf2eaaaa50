"""Computes the geometry of charts; templates draw it as SVG and write all words."""

from __future__ import annotations

from dataclasses import dataclass

# Units of the viewBox, not pixels: CSS scales the drawing.
BULLET_WIDTH = 240


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


def choose_tick_step(highest: int) -> int:
    """Return a round step (1, 2 or 5 times a power of ten) that gives at most five ticks."""
    step, factors = 1, (2, 2.5, 2)  # 1, 2, 5, 10, 20, …
    for index in range(60):
        if highest <= step * 5:
            break
        step = int(step * factors[index % 3])
    return step


def format_coordinate(number: float) -> str:
    """Return a coordinate with a decimal point, whatever the reader's language."""
    return f"{number:.1f}"
