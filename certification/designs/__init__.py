"""Designs of the sheet: drafts, images, validation on sample sheets, previews, publication."""

from certification.designs import drafts, images, previews
from certification.designs.drafts import DesignDraft, DraftSignatory
from certification.designs.validation import MAX_SIGNATORIES, DesignProblem, InvalidDesign

__all__ = [
    "MAX_SIGNATORIES",
    "DesignDraft",
    "DesignProblem",
    "DraftSignatory",
    "InvalidDesign",
    "drafts",
    "images",
    "previews",
]
