"""Strips pictures that were stored before the doors of the office stripped them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django.core.files.images import ImageFile
from django.db import transaction
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.users.models import UserProfile

from people.imports.cells import InvalidValue
from people.pictures import read_picture, strip_picture


def strip_stored_pictures() -> Iterator[bool]:
    """Yield of each picture and portrait whether something was hidden in it, which is gone now.

    May be stopped and begun again: of what is bare already nothing changes.
    """
    portraits = UserProfile.objects.exclude(avatar="")
    for rows, field in ((get_image_model().objects.all(), "file"), (portraits, "avatar")):
        for pk in list(rows.values_list("pk", flat=True)):
            yield _strip_stored(rows, pk, field)


@transaction.atomic
def _strip_stored(rows: Any, pk: int, field: str) -> bool:
    # Locked: its author may put another file in its place meanwhile.
    row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
    file: Any = getattr(row, field, None)
    content = _read_stored(file)
    bare = _strip_readable(content)
    if bare == content:
        return False
    before, storage = file.name, file.storage
    # Under another name: what was read under the first one may be kept anywhere.
    setattr(row, field, ImageFile(io.BytesIO(bare), PurePath(before).name))
    if isinstance(row, AbstractImage):
        row._set_image_file_metadata()  # as Wagtail's own form does
        _drop_telling(row)
    row.save()
    transaction.on_commit(lambda: storage.delete(before))
    return True


def _drop_telling(picture: AbstractImage) -> None:
    """Delete what was drawn of the picture with its words; it is drawn anew when it is shown.

    What tells nothing stays: a question whose picture is drawn otherwise is another question.
    """
    for rendition in picture.renditions.all():
        content = _read_stored(rendition.file)
        if _strip_readable(content) != content:
            rendition.delete()


def _read_stored(file: Any) -> bytes:
    """Return what the storage has of the file: nothing of one that is gone."""
    if not file or not file.storage.exists(file.name):
        return b""
    with file.storage.open(file.name) as stream:
        content: bytes = stream.read()
    return content


def _strip_readable(content: bytes) -> bytes:
    """Return the picture bare; one that would be refused today is left as it is."""
    try:
        read_picture(io.BytesIO(content))
    except InvalidValue:
        return content
    return strip_picture(content)
