"""Computes the curve of a figure over phases, beside the steps and marks of a target."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from people.text.formatting import digits, number, short_month
from plan.models import Phase
from reporting.insights.charts import choose_tick_step, estimate_width, format_coordinate
from reporting.insights.trend.marks import MarkKind
from reporting.insights.trend.reading import Trend

NARROW_SIZE, WIDE_SIZE = (340, 240), (760, 280)
_MARGIN_LEFT, _MARGIN_RIGHT, _MARGIN_TOP, _MARGIN_BOTTOM = 44, 12, 28, 30
_TICK_GAP = 10  # between the numbers of the axis and the line, and before them
_LINE_HEIGHT, _NAME_GAP = 16, 6  # of the name of the target's line, and between the two
_NARROW_LABELS, _WIDE_LABELS = 3, 7  # more would run into each other


@dataclass(frozen=True)
class ChartPoint:
    """Holds a labelled position."""

    x: str
    y: str
    label: str


@dataclass(frozen=True)
class ChartMark:
    """Holds a mark of the target at a day and a number of people; each kind has its shape."""

    x: str
    y: str
    kind: MarkKind
    on: dt.date
    people: int


@dataclass(frozen=True)
class PhaseBand:
    """Holds a band of days in the background, with the middle for its name or number."""

    x: str
    width: str
    middle: str
    label: str


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
    """Holds a chart of counts over days; ``line`` and ``goal`` are points of a polyline.

    ``names`` tells what the phases are called whose bands have room for their numbers only.
    """

    frame: ChartFrame
    line: str
    last: ChartPoint
    ticks: tuple[ChartPoint, ...]
    months: tuple[ChartPoint, ...]
    bands: tuple[PhaseBand, ...]
    names: tuple[tuple[str, str], ...]
    goal: str
    goal_name: ChartPoint | None
    marks: tuple[ChartMark, ...]


@dataclass(frozen=True)
class _PlotArea:
    """Turns days and counts into x and y of the rectangle that the line is drawn in."""

    size: tuple[int, int]
    first: dt.date
    last: dt.date
    top: int
    step: int

    @cached_property
    def counts(self) -> range:
        """Return the numbers of the axis."""
        return range(0, self.top + 1, self.step)

    @cached_property
    def left(self) -> int:
        """Return where the days begin: right of the widest number of the axis."""
        widest = max(estimate_width(number(count)) for count in self.counts)
        return max(_MARGIN_LEFT, math.ceil(widest) + _TICK_GAP)

    def x(self, day: dt.date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.left + share * (self.size[0] - self.left - _MARGIN_RIGHT)

    def y(self, count: float) -> float:
        return (
            self.size[1]
            - _MARGIN_BOTTOM
            - count / self.top * (self.size[1] - _MARGIN_TOP - _MARGIN_BOTTOM)
        )

    def point(self, day: dt.date, count: int) -> ChartPoint:
        x, y = format_coordinate(self.x(day)), format_coordinate(self.y(count))
        return ChartPoint(x, y, number(count))

    def frame(self) -> ChartFrame:
        width, height = self.size
        edges = (self.left, width - _MARGIN_RIGHT, _MARGIN_TOP, height - _MARGIN_BOTTOM)
        return ChartFrame(*map(str, (width, height, *edges)))


def build_line_chart(
    trend: Trend, *, size: tuple[int, int], tells_names: bool = True
) -> LineChart | None:
    """Return the line through the counts, over bands of phases; None without counts.

    These have their numbers where one name is too wide, or where names cannot be drawn.
    """
    if not trend.cells:
        return None
    counts = [(cell.day, cell.count) for cell in trend.cells]
    area = _measure_area(trend, size)
    points = [area.point(day, count) for day, count in counts]
    goal = _trace_goal(area, trend)
    spans = _measure_phases(area, trend)
    is_short = not (tells_names and all(_has_room(*one) for one in spans))
    return LineChart(
        frame=area.frame(),
        line=" ".join(f"{point.x},{point.y}" for point in points),
        last=points[-1],
        ticks=tuple(_build_ticks(area)),
        months=tuple(_build_month_labels(area, [day for day, _count in counts])),
        bands=tuple(_build_band(*one, is_short=is_short) for one in spans),
        names=tuple((_write_number(one), one.name) for one in trend.phases if is_short),
        goal=" ".join(f"{point.x},{point.y}" for point in goal),
        goal_name=_place_goal_name(goal[0]) if goal else None,
        marks=tuple(_build_marks(area, trend)),
    )


def _measure_area(trend: Trend, size: tuple[int, int]) -> _PlotArea:
    """Return the area that shows every figure, step and mark."""
    highest = max(
        *(cell.count for cell in trend.cells),
        *(step.asked for step in trend.steps),
        *(mark.people for mark in trend.marks),
        1,
        0,
    )
    step = choose_tick_step(highest)
    first, last = trend.cells[0].day, max(trend.last, trend.cells[-1].day)
    return _PlotArea(size, first, last, math.ceil(highest / step) * step, step)


def _trace_goal(area: _PlotArea, trend: Trend) -> list[ChartPoint]:
    """Return the corners of the target's line: it steps on the day on which it was changed."""
    if not trend.steps or trend.target is None:
        return []
    # A target that is past stands until the day of the figures, and no longer.
    end = min(max(trend.target.target.due_on, trend.cells[-1].day), area.last)
    ends = [*(step.since for step in trend.steps[1:]), end]
    return [
        area.point(day, step.asked)
        for step, until in zip(trend.steps, ends, strict=True)
        for day in (step.since, until)
    ]


def _place_goal_name(start: ChartPoint) -> ChartPoint:
    """Return where the name of the target's line begins: above it, or below at the top."""
    y = float(start.y)
    # The names of the phases stand above the top.
    below = y < _MARGIN_TOP + _LINE_HEIGHT
    return replace(start, y=format_coordinate(y + _LINE_HEIGHT if below else y - _NAME_GAP))


def _build_marks(area: _PlotArea, trend: Trend) -> list[ChartMark]:
    return [
        ChartMark(
            format_coordinate(area.x(mark.on)),
            format_coordinate(area.y(mark.people)),
            *(mark.kind, mark.on, mark.people),
        )
        for mark in trend.marks
    ]


def _build_ticks(area: _PlotArea) -> list[ChartPoint]:
    return [
        ChartPoint(str(area.left), format_coordinate(area.y(count)), number(count))
        for count in area.counts
    ]


def _build_month_labels(area: _PlotArea, days: Sequence[dt.date]) -> list[ChartPoint]:
    """Return labels from the last day back, as many as the width has room for."""
    shown = [area.last, *days[::-1]] if area.last > days[-1] else days[::-1]
    most = _NARROW_LABELS if area.size == NARROW_SIZE else _WIDE_LABELS
    apart = (area.last - area.first).days / most
    labels: list[dt.date] = []
    for day in shown:
        if not labels or (labels[-1] - day).days >= apart:
            labels.append(day)
    bottom = format_coordinate(area.size[1] - _MARGIN_BOTTOM)
    return [ChartPoint(format_coordinate(area.x(day)), bottom, short_month(day)) for day in labels]


def _measure_phases(area: _PlotArea, trend: Trend) -> list[tuple[Phase, float, float]]:
    """Return where the band of each phase begins, and how wide it is."""
    spans = []
    for phase in trend.phases:
        start = area.x(max(phase.starts_on, area.first))
        spans.append((phase, start, area.x(min(phase.ends_on, area.last)) - start))
    return spans


def _has_room(phase: Phase, _start: float, width: float) -> bool:
    return estimate_width(phase.name) <= width


def _build_band(phase: Phase, start: float, width: float, *, is_short: bool) -> PhaseBand:
    label = _write_number(phase) if is_short else phase.name
    x, wide, middle = map(format_coordinate, (start, width, start + width / 2))
    return PhaseBand(x, wide, middle, label)


def _write_number(phase: Phase) -> str:
    return digits(phase.number)
