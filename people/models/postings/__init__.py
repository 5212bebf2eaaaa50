"""Rows of postings in time, of what offices do to them, and of who says that they serve."""

from people.models.postings.act import PostingAct
from people.models.postings.additional import AdditionalPosting
from people.models.postings.posting import Posting
from people.models.postings.registration import AgencyCode, AgencyDomain, ServiceClaim
from people.models.postings.transfer import Transfer

__all__ = [
    "AdditionalPosting",
    "AgencyCode",
    "AgencyDomain",
    "Posting",
    "PostingAct",
    "ServiceClaim",
    "Transfer",
]
