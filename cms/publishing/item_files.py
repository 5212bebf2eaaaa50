"""Copies pictures and sounds of questions when they are published, so that papers keep them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from django.urls import reverse

from courses import catalogue
from courses.models import LessonFile


@dataclass(frozen=True)
class CopiedMedia:
    """The facts of a question's media as its version keeps them, and the files by source."""

    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, LessonFile] = field(default_factory=dict)


def copy_media(chosen: Mapping[str, Any]) -> CopiedMedia:
    """Return copies of what was chosen for the parts; the caller asked that nothing is missing.

    What a question shows already stays the very file, so that publishing again makes no version.
    """
    copied = CopiedMedia()
    sources = {slot: value.source for slot, value in chosen.items()}
    kept = catalogue.items.find_copies({*sources.values()})
    for slot, value in chosen.items():
        source = sources[slot]
        file = copied.files.get(source) or kept.get(source) or _keep_part_file(value)
        copied.files[source] = file
        address = reverse("question_file", args=[file.digest, file.name])
        copied.facts[slot] = {**value.describe(), "url": address, "bytes": file.bytes}
    return copied


def _keep_part_file(value: Any) -> LessonFile:
    is_picture = value.kind == "image"
    content = value.get_rendition().file if is_picture else value.file
    # Security: the author's name of a file may say what is right, so it is left behind.
    name = "picture" if is_picture else "sound"
    return catalogue.keep_file(content, f"{name}{PurePath(content.name).suffix.lower()}")
