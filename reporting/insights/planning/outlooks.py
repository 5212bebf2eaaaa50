"""Tells of targets what pages show beside them: who is in training, who lacks it, the forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.figures.subtree import UnitContext
from reporting.figures.targets import TargetRow
from reporting.insights.home import count_in_training
from reporting.insights.lacking import count_lacking
from reporting.insights.planning.what_if import Forecast, forecast_target


@dataclass(frozen=True)
class TargetOutlook:
    """A target with those in training and those without it; None of what counts training."""

    row: TargetRow
    in_training: int
    lacking: int | None

    @property
    def paced(self) -> TargetRow | None:
        """Return the row where its paces are known: until a day to come they are not."""
        return None if self.row.is_ahead else self.row

    @property
    def forecast(self) -> Forecast | None:
        """Return where it leads; None where nobody is needed, the day is over or is to come."""
        if self.row.is_ahead or self.row.needed is None:
            return None
        return forecast_target(self.row, lacking=self.lacking)


def list_outlooks(rows: Sequence[TargetRow], context: UnitContext) -> list[TargetOutlook]:
    """Return the rows with what lies ahead of them: three queries for all."""
    training, lacking = count_in_training(rows, context), count_lacking(rows, context)
    return [
        TargetOutlook(row, training[row.target.pk], lacking.get(row.target.pk)) for row in rows
    ]
