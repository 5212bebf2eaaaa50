"""Writes the tables of the insights page as CSV and XLSX."""

from reporting.output.tables import (
    Sheet,
    build_about_sheet,
    build_coverage_sheet,
    build_target_sheet,
)
from reporting.output.writers import write_csv, write_xlsx

__all__ = [
    "Sheet",
    "build_about_sheet",
    "build_coverage_sheet",
    "build_target_sheet",
    "write_csv",
    "write_xlsx",
]
