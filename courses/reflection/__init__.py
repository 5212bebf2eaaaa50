"""Keeps what learners note at the questions of a lesson to themselves; nobody else reads it."""

from courses.reflection.notes import NoteTooLong, delete_note, list_notes, load_notes, save_note
from courses.reflection.places import fill_places, has_place, has_places

__all__ = [
    "NoteTooLong",
    "delete_note",
    "fill_places",
    "has_place",
    "has_places",
    "list_notes",
    "load_notes",
    "save_note",
]
