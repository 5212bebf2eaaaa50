"""Reports on paper that the worker draws for who asked: of which figures, and the file."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Agency, Person
from people.queue import CLAIM_DURATION
from plan.models import Measure, Skill


class ReportFileQuerySet(models.QuerySet["ReportFile"]):
    def unfinished(self) -> Self:
        return self.filter(done_at=None)

    def claimable(self, at: dt.datetime) -> Self:
        """Return reports to be drawn that no living worker has claimed."""
        unclaimed = Q(claimed_until=None) | Q(claimed_until__lte=at)
        return self.unfinished().filter(unclaimed, tries__lt=ReportFile.MOST_TRIES)


class ReportFile(models.Model):
    """The report of a large unit, drawn in the worker for the person who asked.

    The row names the file before it is written, so that the next writer deletes what a killed one
    left. `reporting.letters.reports` is the only writer.
    """

    MOST_TRIES = 5

    asked_by = models.ForeignKey(Person, models.CASCADE, related_name="report_files")
    unit = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    skill = models.ForeignKey(Skill, models.PROTECT, null=True, related_name="+")
    level = models.PositiveSmallIntegerField()
    day = models.DateField()
    measure = models.CharField(max_length=10, choices=Measure.choices)
    shown_in = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    file = models.FileField(max_length=150, blank=True, default="")
    done_at = models.DateTimeField(null=True, db_index=True)

    objects = ReportFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("report on paper")
        verbose_name_plural = _("reports on paper")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            # Two clicks at once draw one report; of several questions one after the other.
            models.UniqueConstraint(
                fields=["asked_by"],
                condition=Q(done_at=None),
                name="a_person_waits_for_one_report",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | ~Q(file=""), name="a_finished_report_has_its_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_by_id} · {self.unit_id} · {self.day}"

    @property
    def has_failed(self) -> bool:
        """Return whether the worker gave up; asked again, it begins anew."""
        return self.done_at is None and self.tries >= self.MOST_TRIES and not self.is_drawn

    @property
    def is_drawn(self) -> bool:
        """Return whether a worker draws it, or was killed a moment ago."""
        # One that failed leaves it for a later time than a worker claims it for.
        until, now = self.claimed_until, timezone.now()
        return until is not None and now < until <= now + CLAIM_DURATION
