"""Sittings: a test taken in a room, who sits where, and attempts that an invigilator voided."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.quiz import Attempt, Quiz
from courses.models.sessions.session import ClassSession
from people.access import agencies_for
from people.models import Agency, Person, Role

MOST_ENTRY_MINUTES = 240


class SittingQuerySet(models.QuerySet["Sitting"]):
    def kept_by(self, viewer: Person) -> Self:
        """Return sittings that the viewer may invigilate.

        Those of their offices and of sessions that they teach, but none in which they, or whom
        they act for, have a seat.
        """
        if not viewer.is_active:
            return self.none()
        offices = agencies_for(viewer, Role.Kind.TRAINER, Role.Kind.HR)
        run = ClassSession.objects.kept_by(viewer).filter(pk=OuterRef("session"))
        principals = viewer.principals(Role.Kind.TRAINER, Role.Kind.HR)
        own = SittingSeat.objects.standing().filter(sitting=OuterRef("pk"), person__in=principals)
        return self.filter(Q(agency__in=offices) | Q(Exists(run))).exclude(Exists(own))

    def running(self) -> Self:
        return self.filter(started_at__isnull=False, closed_at=None)


class Sitting(models.Model):
    """A supervised test is opened in a room; `courses.sittings` is the only writer.

    Planned, then running from ``started_at``, then closed; closed without a start is cancelled.
    """

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="sittings")
    session = models.ForeignKey(
        ClassSession, models.PROTECT, null=True, blank=True, related_name="sittings"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="sittings")
    place = models.CharField(_("place"), max_length=200, blank=True)
    planned_at = models.DateTimeField()
    entry_minutes = models.PositiveSmallIntegerField(
        _("minutes in which one may begin"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_ENTRY_MINUTES)],
    )
    extra_minutes = models.PositiveSmallIntegerField(default=0)  # given to the whole room
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    started_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    # Nobody, where it was closed by the clock because everybody had gone.
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)  # why it was cancelled

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = _("supervised test")
        verbose_name_plural = _("supervised tests")
        ordering = ["planned_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entry_minutes__gte=1, entry_minutes__lte=MOST_ENTRY_MINUTES),
                name="a_sitting_is_entered_for_minutes",
            ),
            models.CheckConstraint(
                condition=Q(started_at=None, started_by=None)
                | Q(started_at__isnull=False, started_by__isnull=False),
                name="somebody_starts_a_sitting",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None)
                | Q(started_at__isnull=False)
                | Q(closed_by__isnull=False),
                name="somebody_cancels_a_sitting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} · {self.planned_at:%Y-%m-%d %H:%M}"

    @property
    def is_planned(self) -> bool:
        return self.started_at is None and self.closed_at is None

    @property
    def is_running(self) -> bool:
        return self.started_at is not None and self.closed_at is None

    @property
    def is_closed(self) -> bool:
        return self.started_at is not None and self.closed_at is not None

    @property
    def is_cancelled(self) -> bool:
        return self.started_at is None and self.closed_at is not None

    @property
    def entry_ends_at(self) -> dt.datetime | None:
        if self.started_at is None:
            return None
        return self.started_at + dt.timedelta(minutes=self.entry_minutes)


class SittingSeatQuerySet(models.QuerySet["SittingSeat"]):
    def standing(self) -> Self:
        return self.filter(removed_at=None)

    def ahead(self) -> Self:
        """Return seats in tests to come and open; what nobody opened is over a day later."""
        yesterday = timezone.now() - dt.timedelta(days=1)
        may_open = Q(sitting__started_at__isnull=False) | Q(sitting__planned_at__gt=yesterday)
        rows = self.standing().filter(may_open, sitting__closed_at=None)
        return rows.order_by("sitting__planned_at", "pk")


class SittingSeat(models.Model):
    """A numbered seat of one person in a sitting, and the device that has the paper.

    ``passages`` counts how often the test may be begun here: once, and once more for each attempt
    that was voided with that. ``wrong_codes`` are tries in a row.
    """

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="sitting_seats")
    number = models.PositiveSmallIntegerField(_("seat"))
    passages = models.PositiveSmallIntegerField(default=1)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    device = models.CharField(max_length=43, blank=True)
    is_shared = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True)
    let_in_at = models.DateTimeField(null=True)  # by the invigilator, on another device or late
    removed_at = models.DateTimeField(null=True)

    objects = SittingSeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat in a supervised test")
        verbose_name_plural = _("seats in supervised tests")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "person"], name="one_seat_a_sitting_and_person"
            ),
            models.UniqueConstraint(
                fields=["sitting", "number"], name="a_seat_of_a_sitting_is_numbered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} · {self.number}"


class VoidedAttempt(models.Model):
    """An attempt that does not count, why, and what it had reached; taken back, the row goes."""

    attempt = models.OneToOneField(Attempt, models.PROTECT, related_name="void")
    reason = models.CharField(_("reason"), max_length=300)
    voided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    voided_at = models.DateTimeField()
    passed_before = models.BooleanField()

    class Meta:
        verbose_name = _("voided attempt")
        verbose_name_plural = _("voided attempts")

    def __str__(self) -> str:
        return f"{self.attempt_id}"
