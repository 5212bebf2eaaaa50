"""Posts people to agencies, corrects postings and ends them; only writer beside the roster."""

from people.postings.leaving import AlreadyLeft, PersonOutOfReach, end_service
from people.postings.writing import (
    PostingChange,
    PostingOutOfOrder,
    correct_posting,
    end_posting,
    post_person,
    posting_on,
)

__all__ = [
    "AlreadyLeft",
    "PersonOutOfReach",
    "PostingChange",
    "PostingOutOfOrder",
    "correct_posting",
    "end_posting",
    "end_service",
    "post_person",
    "posting_on",
]
