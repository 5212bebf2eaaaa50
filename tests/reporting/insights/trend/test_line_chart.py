"""A curve stays inside its frame with all its steps and marks."""

import datetime as dt
from types import SimpleNamespace

from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from reporting.insights.charts import estimate_width
from reporting.insights.trend import (
    NARROW_SIZE,
    WIDE_SIZE,
    Trend,
    build_line_chart,
    months_before,
)
from reporting.insights.trend.marks import Mark, MarkKind, Step

DAY = dt.date(2026, 11, 23)
DUE = dt.date(2030, 12, 31)
counts = st.integers(0, 2_000_000)
PHASE = SimpleNamespace(
    number=1, name="Short term", starts_on=dt.date(2024, 1, 1), ends_on=dt.date(2026, 12, 31)
)
NEXT = SimpleNamespace(
    number=2, name="Medium term", starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2027, 3, 31)
)


def trend_of(numbers, *, asked=(), marks=(), last=DAY, phases=(PHASE,)):
    days = [(months_before(DAY, ago), n) for ago, n in enumerate(numbers)][::-1]
    first = days[0][0] if days else DAY
    return Trend(
        tuple(SimpleNamespace(day=day, count=n) for day, n in days),
        phases,
        SimpleNamespace(target=SimpleNamespace(due_on=DUE)),
        tuple(Step(first + dt.timedelta(3 * index), n) for index, n in enumerate(asked)),
        tuple(Mark(first, n, MarkKind.MILESTONE) for n in marks),
        last,
    )


@given(
    st.lists(counts, min_size=1, max_size=19),
    st.lists(counts, max_size=3),
    st.lists(counts, max_size=2),
    st.sampled_from([NARROW_SIZE, WIDE_SIZE]),
    st.sampled_from([DAY, DUE]),
)
def test_a_line_stays_inside_its_frame(numbers, asked, marks, size, last):
    trend = trend_of(numbers, asked=asked if len(numbers) > 1 else (), marks=marks, last=last)
    chart = build_line_chart(trend, size=size)
    points = [tuple(map(float, one.split(","))) for one in f"{chart.line} {chart.goal}".split()]
    points += [(float(mark.x), float(mark.y)) for mark in chart.marks]
    for x, y in points:
        assert float(chart.frame.left) - 1 <= x <= float(chart.frame.right) + 1
        assert float(chart.frame.top) - 0.1 <= y <= float(chart.frame.bottom) + 0.1
    assert 1 <= len(chart.ticks) <= 7
    assert len(chart.months) <= 8


def test_the_targets_line_steps_on_the_day_of_its_change():
    chart = build_line_chart(trend_of([1, 1, 1], asked=[2, 4]), size=WIDE_SIZE)
    corners = [tuple(map(float, one.split(","))) for one in chart.goal.split()]
    assert len(corners) == 4
    assert corners[1][0] == corners[2][0]
    assert corners[0][1] == corners[1][1] > corners[2][1] == corners[3][1]


def test_nothing_to_draw_is_no_chart():
    assert build_line_chart(trend_of([]), size=WIDE_SIZE) is None


@given(st.integers(1, 2_000_000), st.sampled_from([NARROW_SIZE, WIDE_SIZE]))
def test_the_targets_name_stays_clear_of_the_names_of_phases(asked, size):
    chart = build_line_chart(trend_of([0, 0], asked=[asked]), size=size)
    # Names of phases end at the top of the frame; a letter of the target.s is 10 high.
    assert float(chart.goal_name.y) - 10 >= float(chart.frame.top)


def test_the_targets_name_stands_above_its_line_where_there_is_room():
    chart = build_line_chart(trend_of([100, 100], asked=[20]), size=WIDE_SIZE)
    assert float(chart.goal_name.y) < float(chart.goal.partition(",")[2].partition(" ")[0])


def test_numbers_and_months_are_in_the_digits_of_the_reader():
    with override("my"):
        chart = build_line_chart(trend_of([1234, 0]), size=WIDE_SIZE)
    told = [chart.last.label, *(one.label for one in (*chart.ticks, *chart.months))]
    assert chart.last.label == "၁,၂၃၄"
    assert chart.months[0].label == "၁၁-၂၀၂၆"
    assert not any(sign.isascii() and sign.isdigit() for text in told for sign in text)


@given(st.lists(counts, min_size=2, max_size=19), st.sampled_from([NARROW_SIZE, WIDE_SIZE]))
def test_the_numbers_of_the_axis_are_not_cut(numbers, size):
    with override("my"):
        chart = build_line_chart(trend_of(numbers), size=size)
    widest = max(estimate_width(tick.label) for tick in chart.ticks)
    assert float(chart.frame.left) - 6 >= widest


def test_bands_have_names_where_each_has_room_and_else_numbers_with_a_legend():
    wide = build_line_chart(trend_of([0] * 19), size=WIDE_SIZE)
    assert [band.label for band in wide.bands] == ["Short term"]
    assert wide.names == ()
    both = trend_of([0] * 19, last=dt.date(2027, 3, 31), phases=(PHASE, NEXT))
    with override("en"):
        narrow = build_line_chart(both, size=NARROW_SIZE)
    assert [band.label for band in narrow.bands] == ["1", "2"]
    assert narrow.names == (("1", "Short term"), ("2", "Medium term"))
