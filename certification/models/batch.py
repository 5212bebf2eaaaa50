"""Stores batches: one classroom session or a whole ministry that the worker certifies."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certification.models.certificate import Certificate
from certification.models.choices import CertificateKind
from certification.models.design import Design
from certification.models.querysets import AgencyScopedQuerySet
from courses.models import Course
from people.models import Agency, Person
from people.text.languages import in_language
from plan.models import Skill


class BatchQuerySet(AgencyScopedQuerySet["Batch"]):
    def unfinished(self) -> Self:
        """Started by a registrar, and neither done nor stopped."""
        return self.exclude(started_at=None).filter(finished_at=None, stopped_at=None)

    def without_files(self, now: dt.datetime) -> Self:
        """Finished, and nobody writes their files yet."""
        free = Q(filing_until=None) | Q(filing_until__lte=now)
        return self.exclude(finished_at=None).filter(free, files_at=None)

    def with_files_before(self, moment: dt.datetime) -> Self:
        """Those with files that were written before the moment."""
        return self.filter(files_at__lt=moment).exclude(files="", register="")


class BatchStage(models.TextChoices):
    """A batch is prepared until a registrar starts it; then the worker works on it."""

    PREPARED = "prepared", _("Prepared")
    RUNNING = "running", _("At work")
    STOPPED = "stopped", _("Stopped")
    FINISHED = "finished", _("Finished")


class Batch(models.Model):
    """What a number of people are certified for on one day; ``key`` never changes."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=CertificateKind.choices)
    titles = models.JSONField(_("titles"), default=dict)
    course = models.ForeignKey(
        Course, models.PROTECT, null=True, blank=True, related_name="batches"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="batches")
    design = models.ForeignKey(
        Design, models.PROTECT, null=True, blank=True, related_name="batches"
    )
    completed_on = models.DateField(_("completed on"))
    validity_months = models.PositiveSmallIntegerField(
        _("months a certificate is valid"), null=True, blank=True
    )
    language = models.CharField(_("language"), max_length=10, default="my")
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="batches")
    created_at = models.DateTimeField(_("created at"))
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    files = models.FileField(_("all files"), upload_to="batches/", blank=True)
    register = models.FileField(_("printable register"), upload_to="batches/", blank=True)
    files_at = models.DateTimeField(_("files written at"), null=True, blank=True)
    filing_until = models.DateTimeField(null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch of certificates")
        verbose_name_plural = _("batches of certificates")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(started_at=None) | Q(stopped_at=None, finished_at=None),
                name="a_batch_ends_after_its_start",
            )
        ]

    def __str__(self) -> str:
        return in_language(self.titles)

    @property
    def stage(self) -> BatchStage:
        if self.started_at is None:
            return BatchStage.PREPARED
        if self.finished_at:
            return BatchStage.FINISHED
        return BatchStage.STOPPED if self.stopped_at else BatchStage.RUNNING


class BatchSkill(models.Model):
    """A batch certifies a skill at a level."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="batch_skills")
    skill = models.ForeignKey(Skill, models.PROTECT)
    level = models.PositiveSmallIntegerField(_("level"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "skill"], name="a_batch_certifies_a_skill_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.skill_id} · {self.level}"


class BatchLineState(models.TextChoices):
    """Waiting and issued lines are the worker's; failed ones wait for a registrar."""

    WAITING = "waiting", _("Waiting")
    ISSUED = "issued", _("Issued, waiting for its seal")
    SEALED = "sealed", pgettext_lazy("state of a certificate", "Sealed")
    FAILED = "failed", pgettext_lazy("state of a certificate", "Failed")


def line_states(now: dt.datetime) -> dict[BatchLineState, Q]:
    """Return what makes up each state; a line is in exactly one of them."""
    # No negation of a condition on claimed_until: where it is NULL, SQL knows neither.
    unclaimed = Q(claimed_until=None) | Q(claimed_until__lte=now)
    unfinished = Q(Q(tries__lt=BatchLine.MAX_TRIES) | Q(claimed_until__gt=now), done_at=None)
    return {
        BatchLineState.WAITING: unfinished & Q(certificate=None),
        BatchLineState.ISSUED: unfinished & ~Q(certificate=None),
        BatchLineState.SEALED: ~Q(done_at=None),
        BatchLineState.FAILED: unclaimed & Q(tries__gte=BatchLine.MAX_TRIES, done_at=None),
    }


class BatchLineQuerySet(models.QuerySet["BatchLine"]):
    def sealed(self) -> Self:
        return self.exclude(done_at=None)

    def in_state(self, state: BatchLineState, now: dt.datetime) -> Self:
        return self.filter(line_states(now)[state])

    def with_state(self, now: dt.datetime) -> Self:
        """Annotate each line with its ``state``."""
        whens = (When(made_of, then=Value(state)) for state, made_of in line_states(now).items())
        return self.annotate(state=Case(*whens))

    def unfinished(self, now: dt.datetime) -> Self:
        """Lines that are still to be tried, or at work now."""
        states = line_states(now)
        return self.filter(states[BatchLineState.WAITING] | states[BatchLineState.ISSUED])

    def claimable(self, now: dt.datetime) -> Self:
        """Lines to be tried that no living worker has claimed."""
        unclaimed = Q(claimed_until=None) | Q(claimed_until__lte=now)
        return self.filter(unclaimed, done_at=None, tries__lt=BatchLine.MAX_TRIES)


class BatchLine(models.Model):
    """One person of a batch, with the certificate once issued; done once it is sealed.

    A worker claims a line until ``claimed_until``, so the claim of a killed worker runs out.
    """

    # After so many failures the data of the line is wrong, and a registrar has to look.
    MAX_TRIES = 5
    state: str  # a BatchLineState, on lines of BatchLineQuerySet.with_state

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField(_("number"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="batch_lines")
    score = models.PositiveSmallIntegerField(_("score in percent"), null=True, blank=True)
    certificate = models.OneToOneField(
        Certificate, models.PROTECT, null=True, blank=True, related_name="batch_line"
    )
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(_("sealed at"), null=True, blank=True)

    objects = BatchLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a batch")
        verbose_name_plural = _("lines of a batch")
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="a_line_is_numbered_once"),
            models.UniqueConstraint(
                fields=["batch", "person"], name="a_person_stands_once_in_a_batch"
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__lte=100), name="a_line_s_score_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | ~Q(certificate=None),
                name="a_line_is_done_with_its_certificate",
            ),
        ]
        indexes = [
            models.Index(
                fields=["batch", "tries", "number"],
                condition=Q(done_at=None),
                name="lines_that_are_not_done",
            ),
            models.Index(fields=["batch", "claimed_until"], name="claims_of_a_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} · {self.number}"
