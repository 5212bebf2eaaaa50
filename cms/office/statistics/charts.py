"""Places bars and dots of questions in pictures; each picture has a table beside it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cms.office.statistics.lines import QuestionLine
from people.text.formatting import number

_WIDTH, _HEIGHT, _STEP = 330, 120, 30
_LOWEST = -0.5  # of discrimination: what is below lies on the edge


@dataclass(frozen=True)
class ScoreBar:
    """How many papers have a tenth of the score; the last bar is everything right."""

    label: str
    count: str
    x: int
    y: int
    height: int


@dataclass(frozen=True)
class QuestionDot:
    """A question by the share of its points and by discrimination, in whole pixels."""

    line: QuestionLine
    place: int
    x: int
    y: int


def place_bars(scores: list[int]) -> list[ScoreBar]:
    """Return a bar for each tenth of the score."""
    most = max([*scores, 1])
    return [
        ScoreBar(number(place * 10), number(count), place * _STEP, _HEIGHT - height, height)
        for place, count in enumerate(scores)
        for height in [round(count * _HEIGHT / most)]
    ]


def place_dots(lines: Iterable[QuestionLine]) -> list[QuestionDot]:
    """Return a dot for each question with both figures, numbered as in the table."""
    dots = []
    for place, line in enumerate(lines, start=1):
        found = line.row.discrimination
        if not line.is_told or found is None:
            continue
        height = (max(found, _LOWEST) - _LOWEST) / (1 - _LOWEST)
        x, y = round(line.row.facility * _WIDTH), round(_HEIGHT * (1 - height))
        dots.append(QuestionDot(line, place, x, y))
    return dots
