"""Reads and writes questions in the formats of other systems: files and drafts, no database."""

from courses.interchange.drafts import DraftPicture, ItemDraft, Notice, Reading

__all__ = ["DraftPicture", "ItemDraft", "Notice", "Reading"]
