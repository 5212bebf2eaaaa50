"""Rows that reporting writes: what follows from the facts, and the months that are locked."""

from reporting.models.months import LockedMonth, MonthAdjustment
from reporting.models.spells import Spell, StalePerson, Tally, TallyAgency, TallyCell

__all__ = [
    "LockedMonth",
    "MonthAdjustment",
    "Spell",
    "StalePerson",
    "Tally",
    "TallyAgency",
    "TallyCell",
]
