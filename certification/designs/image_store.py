"""Stores images of designs under names nobody can guess, and deletes those no version shows."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from certification.models import Design, Signatory
from certification.rendering.style import read_stored_image

_FOLDER = "designs"


class DesignImages:
    """The stored images of one design, each stored once."""

    def __init__(self, design: Design) -> None:
        self.design = design
        self.kept: set[str] = set()
        self.new: list[str] = []

    def load(self) -> None:
        """Read which images there are; call it before the design changes."""
        self.kept = self.stored_names()

    def stored_names(self) -> set[str]:
        emblems = self.design.versions.values_list("emblem", flat=True)
        signed = Signatory.objects.filter(version__design=self.design)
        return {*emblems, *signed.values_list("image", flat=True)} - {""}

    def add(self, content: bytes | None) -> str:
        """Store the image unless it is stored already; return its name, "" for no image."""
        if content is None:
            return ""
        for name in (*self.kept, *self.new):
            if read_stored_image(name) == content:
                return name
        name = f"{_FOLDER}/{secrets.token_urlsafe(24)}.png"
        self.new.append(default_storage.save(name, ContentFile(content)))
        return self.new[-1]

    def roll_back(self) -> None:
        for name in self.new:
            default_storage.delete(name)

    def delete_unused(self) -> None:
        """Delete the images that no version shows any more."""
        for name in self.kept - self.stored_names():
            default_storage.delete(name)


@contextmanager
def updating_images(design: Design) -> Iterator[DesignImages]:
    """Open a transaction with the design locked; afterwards delete files that no version shows."""
    stored = DesignImages(design)
    try:
        with transaction.atomic():
            # Without the lock another editor could delete an image that is used again here.
            Design.objects.select_for_update().get(pk=design.pk)
            stored.load()
            yield stored
    except BaseException:  # a rollback leaves the new files in the storage, unnamed
        stored.roll_back()
        raise
    stored.delete_unused()
