"""Keeps files of courses and lessons by their content: the only writer of `LessonFile`."""

from __future__ import annotations

import hashlib

from django.core.files import File
from django.core.files.storage import default_storage

from courses.models import LessonFile
from people.files import read_content_type

_LONGEST_NAME = 150


def keep_file(content: File, name: str) -> LessonFile:
    """Return the row of the file's bytes under the name; they are copied unless they are kept."""
    name = name[-_LONGEST_NAME:]  # the ending tells a phone what opens it
    digest = hashlib.file_digest(content.open("rb"), "sha256").hexdigest()
    rows = LessonFile.objects.filter(digest=digest)
    row = rows.filter(name=name).first()
    if row:
        return row
    # Only a file with a row is known to be whole: one without may be half of what was copied
    # when the machine stopped.
    same = rows.first()
    stored = same.file.name if same else _store_copy(content, digest)
    facts = {
        "content_type": read_content_type(content, name),
        "bytes": content.size,
        "file": stored,
    }
    # Two publishers may come at once: the constraint decides.
    return LessonFile.objects.get_or_create(digest=digest, name=name, defaults=facts)[0]


def _store_copy(content: File, digest: str) -> str:
    content.seek(0)
    return default_storage.save(f"lesson-files/{digest[:2]}/{digest}", content)
