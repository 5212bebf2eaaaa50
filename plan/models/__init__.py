"""Rows of the plan: frameworks and skills, the plan and its clauses, targets, profiles."""

from plan.models.capacity import (
    MOST_MONEY,
    QUARTERS,
    CapacityPlan,
    CapacityPriority,
    CapacityQuarter,
)
from plan.models.dated import DatedModel
from plan.models.framework import Framework, Level, NamedModel, Skill, SkillRelation
from plan.models.plan import Clause, PastClause, Phase, Plan
from plan.models.profile import ProfileRequirement, RoleProfile
from plan.models.proposal import PlanProposal
from plan.models.target import MOST_PEOPLE, PLAN_ORDER, Measure, PastTarget, Target

__all__ = [
    "MOST_MONEY",
    "MOST_PEOPLE",
    "PLAN_ORDER",
    "QUARTERS",
    "CapacityPlan",
    "CapacityPriority",
    "CapacityQuarter",
    "Clause",
    "DatedModel",
    "Framework",
    "Level",
    "Measure",
    "NamedModel",
    "PastClause",
    "PastTarget",
    "Phase",
    "Plan",
    "PlanProposal",
    "ProfileRequirement",
    "RoleProfile",
    "Skill",
    "SkillRelation",
    "Target",
]
