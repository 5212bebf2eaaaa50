"""Hands work in to reviewers, and keeps what they decide: where an agency has it so.

Wagtail's workflows are not used (decision 0033). Publishing itself is done by the doors of the
office; here is what waits, whether it is still what was handed in, and who hears of it.
"""

from cms.reviews.deciding import (
    ReviewClosed,
    list_reviewable,
    lock_waiting_review,
    send_back,
    withdraw_review,
)
from cms.reviews.submitting import (
    has_waiting_changes,
    submit_changed_pages,
    submit_for_review,
)
from cms.reviews.versions import is_as_submitted, read_version

__all__ = [
    "ReviewClosed",
    "has_waiting_changes",
    "is_as_submitted",
    "list_reviewable",
    "lock_waiting_review",
    "read_version",
    "send_back",
    "submit_changed_pages",
    "submit_for_review",
    "withdraw_review",
]
