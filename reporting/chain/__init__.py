"""Follows the people of courses of a year or phase: enrolled, completed, and what stayed of it."""

from reporting.chain.building import Chain, ChainStep, PointsLearnt, build_chain
from reporting.chain.cohort import Cohort, StepKey
from reporting.chain.hiding import find_told
from reporting.chain.people import list_chain_people
from reporting.chain.periods import list_phase_cohorts, list_years

__all__ = [
    "Chain",
    "ChainStep",
    "Cohort",
    "PointsLearnt",
    "StepKey",
    "build_chain",
    "find_told",
    "list_chain_people",
    "list_phase_cohorts",
    "list_years",
]
