"""Rows of postings in time, and of what offices do to them."""

from people.models.postings.act import PostingAct
from people.models.postings.posting import Posting
from people.models.postings.transfer import Transfer

__all__ = ["Posting", "PostingAct", "Transfer"]
