"""Rows of files that courses and lessons leave as, for readers and for other systems."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.catalogue import Course, Lesson


class ExportFormat(models.TextChoices):
    EPUB = "epub", _("Book for reading offline (EPUB 3)")
    SCORM_12 = "scorm12", _("Package for another learning system (SCORM 1.2)")


class ExportState(models.TextChoices):
    WAITING = "waiting", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class CourseExportQuerySet(models.QuerySet["CourseExport"]):
    def claimable(self, at: dt.datetime) -> Self:
        """Return exports to be made that no living worker has claimed."""
        unclaimed = Q(claimed_until=None) | Q(claimed_until__lte=at)
        return self.filter(unclaimed, state=ExportState.WAITING)


class CourseExport(models.Model):
    """A course, or one lesson of it, as a file in one language; the same words are one file.

    ``digest`` is of what goes in, ``losses`` how many of which kind do not: ``{kind: number}``.
    Nobody is named: who took a file is in the history.
    """

    MOST_TRIES = 3

    course = models.ForeignKey(Course, models.PROTECT, related_name="exports")
    lesson = models.ForeignKey(Lesson, models.PROTECT, null=True, related_name="exports")
    language = models.CharField(max_length=10)
    format = models.CharField(_("format"), max_length=10, choices=ExportFormat)
    has_media = models.BooleanField(_("with films and recordings"), default=False)
    digest = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    used_at = models.DateTimeField()  # asked for or fetched last: it is deleted some weeks later
    made_at = models.DateTimeField(null=True)
    file = models.FileField(max_length=150, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    losses: Any = models.JSONField(default=dict)

    objects = CourseExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a course")
        verbose_name_plural = _("files of courses")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ExportState.READY, file__gt="", made_at__isnull=False)
                | (~Q(state=ExportState.READY) & Q(file="")),
                name="a_ready_export_has_its_file",
            ),
        ]
        indexes = [models.Index(fields=["used_at"])]

    def __str__(self) -> str:
        return f"{self.course_id} · {self.language} · {self.format}"

    @property
    def is_ready(self) -> bool:
        return self.state == ExportState.READY

    @property
    def is_waiting(self) -> bool:
        return self.state == ExportState.WAITING

    @property
    def content_type(self) -> str:
        return "application/epub+zip" if self.format == ExportFormat.EPUB else "application/zip"

    @property
    def file_name(self) -> str:
        """Return the name under which it is saved; addresses hold no letters but plain ones."""
        part = f"-{self.lesson.slug}" if self.lesson else ""
        ending = "epub" if self.format == ExportFormat.EPUB else "zip"
        return f"{self.course.slug}{part}-{self.language}.{ending}"
