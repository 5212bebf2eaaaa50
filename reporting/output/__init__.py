"""Lays out the tables of the insights page for CSV and XLSX."""

from reporting.output.tables import build_about_sheet, build_coverage_sheet, build_target_sheet

__all__ = ["build_about_sheet", "build_coverage_sheet", "build_target_sheet"]
