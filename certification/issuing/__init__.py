"""The one door to a certificate: choose the design, freeze the facts, write the rows."""

from certification.issuing.designs import select_design
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
    "select_design",
]
