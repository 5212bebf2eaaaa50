"""Derives from the facts the spells that figures count, and keeps them and their sums current."""

from reporting.spells.derive import PersonFacts, SpellFact, derive_spells
from reporting.spells.fold import fold_all, fold_some
from reporting.spells.recount import Recount, recount_figures
from reporting.spells.tallies import FEWEST_AGENCIES, digest_agencies, refresh_tallies

__all__ = [
    "FEWEST_AGENCIES",
    "PersonFacts",
    "Recount",
    "SpellFact",
    "derive_spells",
    "digest_agencies",
    "fold_all",
    "fold_some",
    "recount_figures",
    "refresh_tallies",
]
