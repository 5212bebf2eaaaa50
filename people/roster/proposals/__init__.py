"""Rosters as proposals: looked at, decided, approved, applied and undone; only writer of them."""

from people.roster.proposals.creating import (
    create_proposal,
    replan_proposal,
)
from people.roster.proposals.deciding import (
    CHOICES,
    approve_proposal,
    decide_lines,
    withdraw_proposal,
)
from people.roster.proposals.importing import import_at_once
from people.roster.proposals.keeping import find_old_rosters, forget_rosters
from people.roster.proposals.undoing import request_undo

__all__ = [
    "CHOICES",
    "approve_proposal",
    "create_proposal",
    "decide_lines",
    "find_old_rosters",
    "forget_rosters",
    "import_at_once",
    "replan_proposal",
    "request_undo",
    "withdraw_proposal",
]
