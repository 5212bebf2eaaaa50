"""Accommodations: what somebody needs to take tests on equal terms."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models import Person

MOST_TIME_PERCENT, MOST_BREAK_MINUTES = 400, 120


class AccommodationQuerySet(models.QuerySet["Accommodation"]):
    def standing(self) -> Self:
        """Return accommodations that nobody ended."""
        return self.filter(ended_at=None)

    def on(self, day: dt.date, *, since: dt.datetime | None = None) -> Self:
        """Return accommodations that hold on the day; with ``since`` also those ended later."""
        rows = self.filter(Q(ended_at=None) | Q(ended_at__gt=since)) if since else self.standing()
        return rows.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


class Accommodation(models.Model):
    """States what a person needs in tests: more of the time, breaks, and what is no number.

    Health data: pages show it to its person, to who gave it, and to invigilators without the
    reason. `courses.quizzes.accommodations` is the only writer.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="accommodations")
    time_percent = models.PositiveSmallIntegerField(
        _("time, in percent of the usual"),
        default=100,
        validators=[MinValueValidator(100), MaxValueValidator(MOST_TIME_PERCENT)],
    )
    break_minutes = models.PositiveSmallIntegerField(
        _("minutes of breaks in a test"),
        default=0,
        validators=[MaxValueValidator(MOST_BREAK_MINUTES)],
    )
    other = models.CharField(_("what else is needed"), max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)  # the first day after it
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AccommodationQuerySet.as_manager()

    class Meta:
        verbose_name = _("accommodation")
        verbose_name_plural = _("accommodations")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            # One click twice, or two who give at once, write one row.
            models.UniqueConstraint(
                fields=["person", "valid_from"],
                condition=Q(ended_at=None),
                name="one_accommodation_begins_a_day",
            ),
            models.CheckConstraint(
                condition=Q(
                    time_percent__gte=100,
                    time_percent__lte=MOST_TIME_PERCENT,
                    break_minutes__lte=MOST_BREAK_MINUTES,
                ),
                name="an_accommodation_is_bounded",
            ),
            models.CheckConstraint(
                condition=Q(time_percent__gt=100) | Q(break_minutes__gt=0) | ~Q(other=""),
                name="an_accommodation_gives_something",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="an_accommodation_lasts_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="somebody_ends_an_accommodation",
            ),
        ]

    def __str__(self) -> str:
        # Nothing of it: a log or an error page may print it.
        return f"{self.pk}"

    def holds_on(self, day: dt.date) -> bool:
        return (
            self.ended_at is None
            and self.valid_from <= day
            and (self.valid_to is None or day < self.valid_to)
        )
