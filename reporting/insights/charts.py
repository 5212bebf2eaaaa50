"""Computes the geometry of charts; templates draw it as SVG and write all words."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

# Units of the viewBox, not pixels: CSS scales the drawing.
BULLET_WIDTH = 240
NARROW_SIZE, WIDE_SIZE = (340, 240), (760, 280)
_MARGIN_LEFT, _MARGIN_RIGHT, _MARGIN_TOP, _MARGIN_BOTTOM = 44, 12, 28, 30
_PHASE_NAME_WIDTH = 110  # a narrower band has no room for the longest name


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
        str(BULLET_WIDTH), *(_format_coordinate(n * scale) for n in (held, target, baseline))
    )


@dataclass(frozen=True)
class ChartPoint:
    """Holds a labelled position."""

    x: str
    y: str
    label: str


@dataclass(frozen=True)
class PhaseBand:
    """Holds a band of days in the background, with the middle for its name."""

    x: str
    width: str
    middle: str
    name: str


@dataclass(frozen=True)
class ChartFrame:
    """Holds the size of a drawing and the edges of the rectangle that the line is drawn in."""

    width: str
    height: str
    left: str
    right: str
    top: str
    bottom: str


@dataclass(frozen=True)
class LineChart:
    """Holds a chart of counts over days; ``line`` are the points of a polyline."""

    frame: ChartFrame
    line: str
    last: ChartPoint
    ticks: tuple[ChartPoint, ...]
    months: tuple[ChartPoint, ...]
    bands: tuple[PhaseBand, ...]
    target: str | None


@dataclass(frozen=True)
class _PlotArea:
    """Turns days and counts into x and y of the rectangle that the line is drawn in."""

    size: tuple[int, int]
    first: dt.date
    last: dt.date
    top: int

    def x(self, day: dt.date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return _MARGIN_LEFT + share * (self.size[0] - _MARGIN_LEFT - _MARGIN_RIGHT)

    def y(self, count: float) -> float:
        return (
            self.size[1]
            - _MARGIN_BOTTOM
            - count / self.top * (self.size[1] - _MARGIN_TOP - _MARGIN_BOTTOM)
        )

    def point(self, day: dt.date, count: int) -> ChartPoint:
        x, y = _format_coordinate(self.x(day)), _format_coordinate(self.y(count))
        return ChartPoint(x, y, str(count))

    def frame(self) -> ChartFrame:
        width, height = self.size
        edges = (_MARGIN_LEFT, width - _MARGIN_RIGHT, _MARGIN_TOP, height - _MARGIN_BOTTOM)
        return ChartFrame(*map(str, (width, height, *edges)))


def build_line_chart(
    counts: Sequence[tuple[dt.date, int]],
    phases: Sequence[tuple[str, dt.date, dt.date]],
    *,
    target: int | None,
    size: tuple[int, int],
) -> LineChart | None:
    """Return the line through the counts, over bands of named phases; None without counts."""
    if not counts:
        return None
    days = [day for day, _count in counts]
    highest = max(*(count for _day, count in counts), target or 0, 1)
    step = choose_tick_step(highest)
    area = _PlotArea(size, days[0], days[-1], math.ceil(highest / step) * step)
    points = [area.point(day, count) for day, count in counts]
    return LineChart(
        frame=area.frame(),
        line=" ".join(f"{point.x},{point.y}" for point in points),
        last=points[-1],
        ticks=tuple(_build_ticks(area, step)),
        months=tuple(_build_month_labels(area, days)),
        bands=tuple(_build_phase_bands(area, phases)),
        target=None if target is None else _format_coordinate(area.y(target)),
    )


def choose_tick_step(highest: int) -> int:
    """Return a round step (1, 2 or 5 times a power of ten) that gives at most five ticks."""
    step, factors = 1, (2, 2.5, 2)  # 1, 2, 5, 10, 20, …
    for index in range(60):
        if highest <= step * 5:
            break
        step = int(step * factors[index % 3])
    return step


def _build_ticks(area: _PlotArea, step: int) -> list[ChartPoint]:
    return [
        ChartPoint(str(_MARGIN_LEFT), _format_coordinate(area.y(count)), f"{count:,}")
        for count in range(0, area.top + 1, step)
    ]


def _build_month_labels(area: _PlotArea, days: Sequence[dt.date]) -> list[ChartPoint]:
    """Return a label at every third day from the last back (every sixth on a narrow chart)."""
    gap = 6 if area.size == NARROW_SIZE else 3
    return [
        ChartPoint(
            _format_coordinate(area.x(day)),
            _format_coordinate(area.size[1] - _MARGIN_BOTTOM),
            f"{day:%Y-%m}",
        )
        for day in days[::-1][::gap]
    ]


def _build_phase_bands(
    area: _PlotArea, phases: Sequence[tuple[str, dt.date, dt.date]]
) -> list[PhaseBand]:
    bands = []
    for name, starts_on, ends_on in phases:
        start = area.x(max(starts_on, area.first))
        width = area.x(min(ends_on, area.last)) - start
        shown = name if width >= _PHASE_NAME_WIDTH else ""
        bands.append(
            PhaseBand(
                _format_coordinate(start),
                _format_coordinate(width),
                _format_coordinate(start + width / 2),
                shown,
            )
        )
    return bands


def _format_coordinate(number: float) -> str:
    """Return a coordinate with a decimal point, whatever the reader's language."""
    return f"{number:.1f}"
