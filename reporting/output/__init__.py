"""Lays out figures and lists of people as the sheets of files."""

from reporting.output.about import (
    build_about_sheet,
    describe_people,
    describe_report,
    describe_unit,
)
from reporting.output.people import PeopleFile
from reporting.output.tables import (
    build_coverage_sheet,
    build_target_sheet,
    build_trend_sheet,
    build_units_sheet,
)

__all__ = [
    "PeopleFile",
    "build_about_sheet",
    "build_coverage_sheet",
    "build_target_sheet",
    "build_trend_sheet",
    "build_units_sheet",
    "describe_people",
    "describe_report",
    "describe_unit",
]
