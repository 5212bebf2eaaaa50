"""Posts people to agencies, corrects postings and ends them; only writer beside the roster.

`writing` knows days and rows only; acts of offices stand above it and leave a trace.
"""

from people.postings import acts, charges, transfers
from people.postings.leaving import end_service
from people.postings.recording import PersonOutOfReach
from people.postings.writing import (
    PostingOutOfOrder,
    correct_posting,
    end_posting,
    post_person,
    posting_on,
)

__all__ = [
    "PersonOutOfReach",
    "PostingOutOfOrder",
    "acts",
    "charges",
    "correct_posting",
    "end_posting",
    "end_service",
    "post_person",
    "posting_on",
    "transfers",
]
