"""Rows of statements that an office asked for at once: one batch, and a line a person."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from certification.models.statement import YearStatement
from people.models import Agency, Person


class StatementBatchQuerySet(models.QuerySet["StatementBatch"]):
    def asked_by(self, viewer: Person) -> Self:
        """Return those of the viewer: a file with many people is fetched by who asked for it."""
        return self.filter(asked_by=viewer)

    def unfinished(self) -> Self:
        return self.filter(finished_at=None)

    def stalled(self, now: dt.datetime) -> Self:
        """Return those on which nobody works."""
        busy = StatementLine.objects.filter(batch=OuterRef("pk"), claimed_until__gt=now)
        free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        return self.unfinished().filter(free, ~Exists(busy))

    def finished_before(self, before: dt.datetime) -> Self:
        return self.filter(finished_at__lt=before)


class StatementBatch(models.Model):
    """The statements of a year of the people of an office, made by the worker into one file.

    The row goes with its file once that is old; the statements stay.
    `certification.statements.batches` is the only writer.
    """

    year = models.PositiveSmallIntegerField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    file = models.FileField(max_length=150, blank=True, default="")
    # Who writes the file holds it until then; the claim of one that was killed runs out.
    claimed_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = StatementBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch of statements")
        verbose_name_plural = _("batches of statements")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            # Asked for twice at once it is made once.
            models.UniqueConstraint(
                fields=["asked_by", "agency", "year"],
                condition=Q(finished_at=None),
                name="one_batch_of_statements_at_work",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} · {self.year}"


class StatementLineQuerySet(models.QuerySet["StatementLine"]):
    def unfinished(self) -> Self:
        return self.filter(done_at=None, tries__lt=StatementLine.MAX_TRIES)

    def claimable(self, now: dt.datetime) -> Self:
        """Return lines to be tried that no living worker has claimed."""
        return self.unfinished().filter(Q(claimed_until=None) | Q(claimed_until__lte=now))

    def made(self) -> Self:
        return self.filter(statement__isnull=False)

    def left_out(self) -> Self:
        """Return whom the office did not manage any more when their turn came."""
        return self.filter(done_at__isnull=False, statement=None)

    def failed(self) -> Self:
        return self.filter(done_at=None, tries__gte=StatementLine.MAX_TRIES)


class StatementLine(models.Model):
    """One person of a batch, with the statement once it is sealed."""

    # After so many the data of the person is wrong, and whoever asked is told.
    MAX_TRIES = 3

    batch = models.ForeignKey(StatementBatch, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    statement = models.ForeignKey(YearStatement, models.PROTECT, null=True, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = StatementLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a batch of statements")
        verbose_name_plural = _("lines of batches of statements")
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "person"], name="a_person_is_stated_once_in_a_batch"
            ),
            models.CheckConstraint(
                condition=Q(statement=None) | Q(done_at__isnull=False),
                name="a_stated_line_is_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} · {self.number}"
