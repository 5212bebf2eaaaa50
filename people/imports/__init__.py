"""Reads tables that people upload, tells what is wrong line by line and reports what was done."""

from people.imports import (
    cells,
    command,
    csv_safety,
    decoding,
    lines,
    runs,
    tables,
)
from people.imports.report import ImportReport, Problem, UnreadableFile

__all__ = [
    "ImportReport",
    "Problem",
    "UnreadableFile",
    "cells",
    "command",
    "csv_safety",
    "decoding",
    "lines",
    "runs",
    "tables",
]
