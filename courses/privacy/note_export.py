"""Puts into the copy of one's own data what somebody noted in lessons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.reflection import list_notes
from people.models import Person
from people.privacy.export import DataSection, register_data_section

_CHUNK_SIZE = 500


def _read_notes(person: Person) -> Iterator[dict[str, Any]]:
    for note in list_notes(person).iterator(_CHUNK_SIZE):
        yield {
            "course": note.lesson.module.course.titles,
            "lesson": note.lesson.titles,
            "note": note.words,
            "written": note.written_at,
        }


register_data_section(
    DataSection(
        "notes",
        _("Notes that you write in lessons"),
        33,
        {
            "course": _("course"),
            "lesson": _("lesson"),
            "note": _("note"),
            "written": _("written at"),
        },
        _read_notes,
    ),
)
