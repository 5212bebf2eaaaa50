"""Tells what kind a file is from its first bytes: its name may say anything."""

from __future__ import annotations

from pathlib import PurePath
from typing import IO

import filetype

_HEAD = 8192  # bytes that tell the kind; office files name theirs within the first few thousand
_UNKNOWN = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument"
# Archives by their first bytes; which kind of document is inside, the name may say.
_ZIP_TYPES = {
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
}
_ALLOWED_TYPES = {
    *("application/pdf", "application/zip", *_ZIP_TYPES.values()),
    *("audio/mp4", "audio/mpeg", "audio/ogg", "video/mp4", "video/webm"),
    *("image/gif", "image/jpeg", "image/png", "image/webp"),
}
_SAME_TYPES = {"video/x-m4v": "video/mp4", "video/ogg": "audio/ogg"}
_TEXT_TYPES = {".csv": "text/csv", ".txt": "text/plain"}


def read_content_type(content: IO[bytes], name: str) -> str:
    """Return the media type, or the one of no kind in particular: never a page or a script."""
    content.seek(0)
    return _detect_content_type(content.read(_HEAD), name)


def _detect_content_type(head: bytes, name: str) -> str:
    ending = PurePath(name).suffix.lower()
    found = filetype.guess_mime(head) or ""
    found = _SAME_TYPES.get(found, found)
    if found == "application/zip":
        return _ZIP_TYPES.get(ending, found)
    if found in _ALLOWED_TYPES:
        return found
    return _UNKNOWN if found else _detect_text_type(head, ending)


def _detect_text_type(head: bytes, ending: str) -> str:
    # A letter may be cut in two at the end.
    text = head.decode("utf-8-sig", errors="ignore")
    if text.startswith("WEBVTT"):
        return "text/vtt; charset=utf-8"
    if ending in _TEXT_TYPES and b"\0" not in head:
        return f"{_TEXT_TYPES[ending]}; charset=utf-8"
    return _UNKNOWN
