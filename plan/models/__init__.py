"""Rows of the plan: frameworks and their skills, the plan and its clauses, targets."""

from plan.models.dated import DatedModel
from plan.models.framework import Framework, Level, NamedModel, Skill
from plan.models.plan import Clause, Phase, Plan
from plan.models.target import MOST_PEOPLE, PLAN_ORDER, PastTarget, Target

__all__ = [
    "MOST_PEOPLE",
    "PLAN_ORDER",
    "Clause",
    "DatedModel",
    "Framework",
    "Level",
    "NamedModel",
    "PastTarget",
    "Phase",
    "Plan",
    "Skill",
    "Target",
]
