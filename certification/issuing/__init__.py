"""The one door to a certificate: choose the design, freeze the facts, write the rows."""

from certification.issuing.designs import select_design
from certification.issuing.failures import retry_issuing
from certification.issuing.issue import (
    AlreadyRevoked,
    issue_certificate,
    issue_for_award,
    reissue_certificate,
)

__all__ = [
    "AlreadyRevoked",
    "issue_certificate",
    "issue_for_award",
    "reissue_certificate",
    "retry_issuing",
    "select_design",
]
