"""Files that courses, lessons and questions show, kept as they were when these were published."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse

from courses.models.catalogue import LessonVersion
from courses.models.item import ItemVersion


class LessonFile(models.Model):
    """A file by its content; written once, never changed and never deleted.

    The same bytes under two names are two rows and one stored file.
    """

    digest = models.CharField(max_length=64)  # SHA-256 of the bytes
    name = models.CharField(max_length=150)  # under which it is saved
    content_type = models.CharField(max_length=100)
    bytes = models.PositiveBigIntegerField()
    file = models.FileField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "name"], name="a_lesson_file_has_a_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("lesson_file", args=[self.digest, self.name])


class LessonVersionFileQuerySet(models.QuerySet["LessonVersionFile"]):
    def live(self) -> Self:
        """Return files of published lessons of published modules of published courses."""
        return self.filter(
            version__lesson__is_live=True,
            version__lesson__module__is_live=True,
            version__lesson__module__course__is_live=True,
        )


class LessonVersionFile(models.Model):
    """States that a version shows a file; ``source`` names what the editor chose."""

    version = models.ForeignKey(LessonVersion, models.PROTECT, related_name="version_files")
    file = models.ForeignKey(LessonFile, models.PROTECT, related_name="+")
    source = models.CharField(max_length=100)

    objects = LessonVersionFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "source"], name="a_version_shows_a_source_as_one_file"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.source}"


class ItemVersionFile(models.Model):
    """States that a version of a question shows a file; ``source`` names what its author chose."""

    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="version_files")
    file = models.ForeignKey(LessonFile, models.PROTECT, related_name="item_version_files")
    source = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "source"], name="a_question_shows_a_source_as_one_file"
            )
        ]
        indexes = [
            # Whoever publishes again looks for copies that there are.
            models.Index(fields=["source"], name="question_file_source")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.source}"
