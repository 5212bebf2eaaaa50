"""An agency whose reviewers publish, with a trainer, a translator and two reviewers."""

from tests.cms.reviews.people import author, other_reviewer, reviewed, reviewer
from tests.cms.written_pages import foreign, own, shelf, written

__all__ = [
    "author",
    "foreign",
    "other_reviewer",
    "own",
    "reviewed",
    "reviewer",
    "shelf",
    "written",
]
