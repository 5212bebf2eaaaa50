"""Says in words what of a course does not go along in its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.text.formatting import number

QUIZZES, EXERCISES, MEDIA, FILES, MISSING = "quizzes", "exercises", "media", "files", "missing"


def describe_losses(losses: Mapping[str, int]) -> list[str]:
    """Return a sentence for each kind, in the active language."""
    return list(_list_sentences(losses))


def _list_sentences(losses: Mapping[str, int]) -> Iterator[str]:
    if losses.get(QUIZZES):
        yield _("Quizzes stay here: neither their questions nor what is right leaves the site.")
    for kind, words in _COUNTED.items():
        if count := losses.get(kind):
            yield words(count) % {"count": number(count)}


def _tell_exercises(count: int) -> str:
    return ngettext(
        "%(count)s exercise (SCORM, H5P) stays here; what it teaches is in the file in words.",
        "%(count)s exercises (SCORM, H5P) stay here; what they teach is in the file in words.",
        count,
    )


def _tell_media(count: int) -> str:
    return ngettext(
        "%(count)s film or recording is left out; its transcript is there.",
        "%(count)s films and recordings are left out; their transcripts are there.",
        count,
    )


def _tell_files(count: int) -> str:
    return ngettext(
        "%(count)s file to keep is not in the book; the book leads to it on the site.",
        "%(count)s files to keep are not in the book; the book leads to them on the site.",
        count,
    )


def _tell_missing(count: int) -> str:
    return ngettext(
        "%(count)s file could not be read any more. Publish its lesson again.",
        "%(count)s files could not be read any more. Publish their lessons again.",
        count,
    )


_COUNTED = {
    EXERCISES: _tell_exercises,
    MEDIA: _tell_media,
    FILES: _tell_files,
    MISSING: _tell_missing,
}
