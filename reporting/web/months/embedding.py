"""Lays out the picture that other sites embed: a bar for each target of the country."""

from __future__ import annotations

import datetime as dt
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache

from courses.exports import cut_fonts
from people.text.languages import in_language
from reporting.months import PublicMonth
from reporting.months.publishing import PublicTarget

_WIDTH, _BAR_LEFT, _BAR_WIDTH = 640, 20, 600
_TOP, _ROW_HEIGHT, _LINE_HEIGHT, _BOTTOM = 78, 66, 18, 46


@dataclass(frozen=True)
class EmbeddedRow:
    """A bar with its words; ``width`` is None where the number is too small to be told."""

    y: int
    name: str
    narrowing: str
    held: int | None
    asked: int | None
    due_on: dt.date
    share: float | None
    width: int | None
    is_sample: bool


@dataclass(frozen=True)
class EmbeddedChart:
    """The picture: its size, the day of its figures and its rows."""

    width: int
    height: int
    left: int
    bar_width: int
    foot: int
    day: dt.date
    has_samples: bool
    rows: tuple[EmbeddedRow, ...]


def build_embedded_chart(month: PublicMonth) -> EmbeddedChart:
    """Return the picture of the month in the active language."""
    targets = [one for clause in month.clauses for one in clause.of_country]
    rows, foot = [], _TOP
    for target in targets:
        rows.append(_build_row(target, foot))
        foot += _ROW_HEIGHT + (_LINE_HEIGHT if rows[-1].narrowing else 0)
    height = foot + _BOTTOM
    samples = any(row.is_sample for row in rows)
    return EmbeddedChart(
        _WIDTH, height, _BAR_LEFT, _BAR_WIDTH, height - 18, month.day, samples, tuple(rows)
    )


def bring_letters(picture: str) -> str:
    """Return the picture with the Burmese letters in which it is written.

    A page lends no fonts to its pictures, and a reader's own may be missing, or be one of Zawgyi.
    """
    font = _cut_letters("".join(sorted(set(picture))))
    face = f"@font-face{{font-family:'Noto Sans Myanmar';src:url(data:font/woff;base64,{font})}}"
    return picture.replace("</svg>", f"<style>{face}</style></svg>") if font else picture


# Cutting takes a part of a second; a month in a language has the same letters all its time.
@lru_cache(maxsize=32)
def _cut_letters(letters: str) -> str:
    return "".join(b64encode(font).decode() for font in cut_fonts(letters, ["regular"]).values())


def _build_row(target: PublicTarget, y: int) -> EmbeddedRow:
    figure, asked, share = target.figure, target.asked, target.share
    return EmbeddedRow(
        y=y,
        name=f"{in_language(figure.skill_names)} · {figure.level_name}",
        narrowing=figure.narrowing,
        held=figure.held,
        asked=asked,
        due_on=target.due_on,
        share=share,
        # A target may be passed; the bar ends where it is.
        width=None if share is None else round(min(share, 100) / 100 * _BAR_WIDTH),
        is_sample=bool(target.facts["is_sample"]),
    )
