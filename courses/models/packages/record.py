"""Rows of what packages tell of their learners; nothing in them is checked by us."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.packages.package import PackageVersion
from courses.models.record import Enrolment


class ReportedStatus(models.TextChoices):
    OPENED = "opened", _("opened")
    COMPLETED = "completed", _("completed")
    PASSED = "passed", _("passed")
    FAILED = "failed", _("failed")


class PackageRecord(models.Model):
    """What a part of a package keeps for one enrolment, and tells of it.

    ``data`` is the package's own, given back when it is opened again. ``revision`` counts the
    saves: who saves names the one that was read before.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="package_records")
    version = models.ForeignKey(PackageVersion, models.PROTECT, related_name="records")
    part = models.CharField(max_length=200)  # its id in the manifest
    data: Any = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=ReportedStatus, default=ReportedStatus.OPENED)
    score = models.PositiveSmallIntegerField(_("score in percent"), null=True)
    location = models.CharField(max_length=200, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("record of a package")
        verbose_name_plural = _("records of packages")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "version", "part"],
                name="one_package_record_an_enrolment_and_part",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__lte=100), name="a_reported_score_is_a_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.version_id} · {self.part}"
