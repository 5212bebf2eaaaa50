"""Writes and reads notes: each person's own, and no others."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from courses.models import LONGEST_NOTE, Lesson, ReflectionNote
from people.models import Person
from people.text import clean


class NoteTooLong(Exception):
    """The note, or both that were written at once, is longer than one may be."""


def load_notes(person: Person, lesson: Lesson) -> dict[UUID, ReflectionNote]:
    """Return the person's notes in the lesson by their question; one query."""
    return {
        note.block: note for note in ReflectionNote.objects.filter(person=person, lesson=lesson)
    }


def list_notes(person: Person) -> QuerySet[ReflectionNote]:
    """Return all notes of the person with their lessons, the newest first."""
    notes = ReflectionNote.objects.visible_to(person).select_related("lesson__module__course")
    return notes.defer("lesson__module__course__search_text")


@transaction.atomic
def save_note(
    person: Person,
    lesson: Lesson,
    block: UUID,
    words: str,
    *,
    seen: str = "",
    at: dt.datetime | None = None,
) -> bool:
    """Keep the note; empty words delete it. Return whether it was joined to one written elsewhere.

    ``seen`` is `name_state` of the note that was being changed: on a phone and a computer at once
    nothing that was written is lost.
    """
    # One note is written at a time, also the first one, whose row is not there to be locked.
    Person.objects.select_for_update().get(pk=person.pk)
    note = ReflectionNote.objects.filter(person=person, lesson=lesson, block=block).first()
    typed = words = _clean_words(words)
    is_changed = note is not None and seen != name_state(note)
    if note and is_changed:
        words = note.words if typed in note.words else f"{note.words}\n\n{typed}"
    if len(words) > LONGEST_NOTE:
        raise NoteTooLong
    is_joined = is_changed and typed != getattr(note, "words", "")
    _write_words(note or ReflectionNote(person=person, lesson=lesson, block=block), words, at)
    return is_joined


def name_state(note: ReflectionNote | None) -> str:
    """Return what changes whenever the note does; nothing for a note that is not written."""
    return note.written_at.isoformat() if note else ""


def _clean_words(words: str) -> str:
    # Line by line: what is cleaned is one line, and a note may have many.
    lines = [clean(line) for line in words.replace("\0", "").replace("\r\n", "\n").split("\n")]
    return "\n".join(lines).strip()


def _write_words(note: ReflectionNote, words: str, at: dt.datetime | None) -> None:
    if words:
        note.words, note.written_at = words, at or timezone.now()
        note.save()
    elif note.pk:
        note.delete()


def delete_note(person: Person, key: int) -> bool:
    """Delete the note of the person, if it is theirs, and return whether it was there."""
    deleted, _rows = ReflectionNote.objects.visible_to(person).filter(pk=key).delete()
    return bool(deleted)
