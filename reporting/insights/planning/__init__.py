"""Looks ahead: which courses the plan still needs, and where another day or session leads."""

from reporting.insights.planning.outlooks import TargetOutlook, list_outlooks
from reporting.insights.planning.seats import measure_seat_rates
from reporting.insights.planning.seats_ahead import count_seats_ahead
from reporting.insights.planning.supply import list_supply
from reporting.insights.planning.what_if import Wish, forecast_target

__all__ = [
    "TargetOutlook",
    "Wish",
    "count_seats_ahead",
    "forecast_target",
    "list_outlooks",
    "list_supply",
    "measure_seat_rates",
]
