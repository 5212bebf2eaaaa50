"""What people ask about their own data; `people.privacy` is the only writer."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models.person import Person


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def unfinished(self) -> Self:
        return self.filter(done_at=None)

    def claimable(self, at: dt.datetime) -> Self:
        """Return requests to be tried that no living worker has claimed."""
        unclaimed = Q(claimed_until=None) | Q(claimed_until__lte=at)
        return self.unfinished().filter(unclaimed, tries__lt=DataRequest.MOST_TRIES)


class DataRequest(models.Model):
    """A person asks for a copy of all that is kept about them.

    The row names the file before it is written, so that the next writer finds and deletes what a
    killed one left.
    """

    MOST_TRIES = 5

    person = models.ForeignKey(Person, models.PROTECT, related_name="data_requests")
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    percent = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    file = models.FileField(upload_to="own-data/", blank=True)
    done_at = models.DateTimeField(null=True, db_index=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("copy of one's own data")
        verbose_name_plural = _("copies of one's own data")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            # Two clicks at once make one file.
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(done_at=None),
                name="a_person_waits_for_one_copy",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | ~Q(file=""), name="a_finished_copy_has_its_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.asked_at}"

    @property
    def has_failed(self) -> bool:
        """Return whether the worker gave up; asked again, it begins anew."""
        return self.done_at is None and self.tries >= self.MOST_TRIES
