"""Says what a target may ask: of whom, how much, by which milestones; writes nothing."""

from plan.targets.audiences import EVERYBODY, Names, TargetAudience
from plan.targets.milestones import Milestone, read_milestones, write_milestones
from plan.targets.rules import HIGHEST_GRADE, MOST_PEOPLE, MOST_PERCENT, find_target_faults

__all__ = [
    "EVERYBODY",
    "HIGHEST_GRADE",
    "MOST_PEOPLE",
    "MOST_PERCENT",
    "Milestone",
    "Names",
    "TargetAudience",
    "find_target_faults",
    "read_milestones",
    "write_milestones",
]
