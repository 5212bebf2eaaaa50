"""What is done to a certificate after issue: requested, approved, executed, told to its holder."""

from certification.actions import affected, corrections, requests
from certification.actions.execution import require_active
from certification.actions.refusals import REFUSALS
from certification.actions.timeline import build_timeline, find_requested_changes

__all__ = [
    "REFUSALS",
    "affected",
    "build_timeline",
    "corrections",
    "find_requested_changes",
    "requests",
    "require_active",
]
