"""Rows that reporting writes: what follows from the facts, months that are locked, letters."""

from reporting.models.among import KeyList
from reporting.models.letters import FigureLetter
from reporting.models.months import LockedMonth, MonthAdjustment
from reporting.models.reports import ReportFile
from reporting.models.spells import (
    RecountResult,
    Spell,
    StalePerson,
    Tally,
    TallyAgency,
    TallyCell,
    TallyTotal,
)

__all__ = [
    "FigureLetter",
    "KeyList",
    "LockedMonth",
    "MonthAdjustment",
    "RecountResult",
    "ReportFile",
    "Spell",
    "StalePerson",
    "Tally",
    "TallyAgency",
    "TallyCell",
    "TallyTotal",
]
