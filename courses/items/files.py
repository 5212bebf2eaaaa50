"""Finds the files that questions show: who may load one, and how much a paper loads."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import PurePosixPath

from django.db.models import Exists, OuterRef, Q, QuerySet

from courses.items.media import PartMedia
from courses.models import AttemptItem, Course, ItemVersion, ItemVersionFile, LessonFile, Quiz
from people.models import Person

_PLAYED = "audio/"  # which no browser loads before it is asked to


def find_question_file(
    digest: str, name: str, *, person: Person, taught: QuerySet[Course]
) -> LessonFile | None:
    """Return the file if a paper of the person asked a question with it; two queries at most.

    Whoever teaches a course that asks the question may have it too.
    """
    # Security: no address of a test's picture is worth anything before the test was opened.
    rows = ItemVersionFile.objects.filter(file__digest=digest, file__name=name)
    asked = AttemptItem.objects.filter(
        version=OuterRef("version"), attempt__enrolment__person=person
    )
    own = rows.filter(Exists(asked)).select_related("file").first()
    asking = Quiz.objects.filter(items=OuterRef("version__item"), course__in=taught)
    found = own or rows.filter(Exists(asking)).select_related("file").first()
    return found.file if found else None


def measure_media(quiz: Quiz, count: int) -> tuple[int, int]:
    """Return the most bytes that pictures of ``count`` questions take, and sounds: one query."""
    newest = ItemVersion.objects.newest().filter(item__quizzes=quiz, withdrawn_at=None)
    rows = ItemVersionFile.objects.filter(
        Q(version__in=newest.order_by()), version__item__is_live=True
    )
    read: dict[int, int] = {}
    played: dict[int, int] = {}
    for version, kind, size in rows.values_list("version", "file__content_type", "file__bytes"):
        sums = played if kind.startswith(_PLAYED) else read
        sums[version] = sums.get(version, 0) + size
    return _add_largest(read, count), _add_largest(played, count)


def _add_largest(sizes: dict[int, int], count: int) -> int:
    return sum(sorted(sizes.values(), reverse=True)[:count])


def name_picture(media: PartMedia) -> str:
    """Return the name under which a sheet for paper asks for the picture."""
    address = PurePosixPath(media.url)
    return f"{address.parent.name}{address.suffix}"


def load_pictures(media: Iterable[PartMedia]) -> dict[str, bytes]:
    """Return the bytes of the pictures by these names: one query; what is lost is left out."""
    names = {name_picture(one) for one in media if one.is_picture}
    digests = {PurePosixPath(name).stem for name in names}
    found = {}
    for row in LessonFile.objects.filter(digest__in=digests) if digests else ():
        name = f"{row.digest}{PurePosixPath(row.name).suffix}"
        with suppress(FileNotFoundError), row.file.open("rb") as file:
            found[name] = file.read()
    return {name: content for name, content in found.items() if name in names}
