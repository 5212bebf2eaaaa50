"""Lists and edits the plan in the back office: frameworks, skills, plans, clauses, targets."""

from cms.office.plan.viewsets import (
    ClauseViewSet,
    FrameworkViewSet,
    LevelViewSet,
    PhaseViewSet,
    PlanViewSet,
    SkillViewSet,
    TargetViewSet,
)

__all__ = [
    "ClauseViewSet",
    "FrameworkViewSet",
    "LevelViewSet",
    "PhaseViewSet",
    "PlanViewSet",
    "SkillViewSet",
    "TargetViewSet",
]
