"""Stores the pictures of designs under names nobody can guess, and deletes what none shows."""

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
    """The pictures of one design, each stored once."""

    def __init__(self, design: Design) -> None:
        self.design = design
        self.kept: set[str] = set()
        self.new: list[str] = []

    def open(self) -> None:
        """See what is there; call it before anything of the design changes."""
        self.kept = self.names()

    def names(self) -> set[str]:
        emblems = self.design.versions.values_list("emblem", flat=True)
        signed = Signatory.objects.filter(version__design=self.design)
        return {*emblems, *signed.values_list("image", flat=True)} - {""}

    def put(self, content: bytes | None) -> str:
        """The name of the picture: the one it has already, or a new one."""
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

    def clear(self) -> None:
        """Delete what no version shows any more."""
        for name in self.kept - self.names():
            default_storage.delete(name)


@contextmanager
def updating_images(design: Design) -> Iterator[DesignImages]:
    """A transaction with the design locked; then files that no version shows are gone.

    Only whoever holds the lock knows which pictures are there to be used again.
    """
    shelf = DesignImages(design)
    try:
        with transaction.atomic():
            Design.objects.select_for_update().get(pk=design.pk)
            shelf.open()
            yield shelf
    except BaseException:
        shelf.roll_back()
        raise
    shelf.clear()
