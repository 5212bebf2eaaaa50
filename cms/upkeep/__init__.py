"""Has courses looked at again by a day: who answers for it, who is reminded, what was done."""

from cms.upkeep.acts import PastReviewDay, begin_review, finish_review
from cms.upkeep.owners import find_owners, list_owned
from cms.upkeep.reminding import remind_owners

__all__ = [
    "PastReviewDay",
    "begin_review",
    "find_owners",
    "finish_review",
    "list_owned",
    "remind_owners",
]
