"""Reads and writes questions in the formats of other systems: files and drafts, no database."""

from courses.interchange.drafts import (
    DraftFacts,
    DraftMedia,
    ItemDraft,
    Notice,
    Reading,
    Unfit,
    digest_draft,
)
from courses.interchange.markup import html_to_text
from courses.interchange.reading import read_questions
from courses.interchange.writing import FORMATS

__all__ = [
    "FORMATS",
    "DraftFacts",
    "DraftMedia",
    "ItemDraft",
    "Notice",
    "Reading",
    "Unfit",
    "digest_draft",
    "html_to_text",
    "read_questions",
]
