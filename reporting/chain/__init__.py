"""Follows the people of a year's courses: enrolled, learnt, certified, and what stayed of it."""

from reporting.chain.building import Chain, ChainStep, build_chain, is_told, list_years
from reporting.chain.cohort import Cohort, StepKey
from reporting.chain.people import ChainPeople, list_chain_people

__all__ = [
    "Chain",
    "ChainPeople",
    "ChainStep",
    "Cohort",
    "StepKey",
    "build_chain",
    "is_told",
    "list_chain_people",
    "list_years",
]
