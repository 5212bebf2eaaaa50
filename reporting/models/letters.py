"""Letters of figures that people ask for: of which unit, how often and in which form."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Agency, Person, Posting
from plan.models import Skill


class FigureLetterQuerySet(models.QuerySet["FigureLetter"]):
    def standing(self) -> Self:
        """Return those that have not ended."""
        return self.exclude(state=FigureLetter.State.ENDED)

    def due(self, today: dt.date, month: dt.date | None) -> Self:
        """Return those to be written today; ``month`` is the one locked last, None without any."""
        is_due = Q(next_on__lte=today)
        if month:
            after = Q(last_period=None) | Q(last_period__lt=month)
            is_due |= after & Q(rhythm=FigureLetter.Rhythm.LOCKED)
        return self.filter(is_due, state=FigureLetter.State.ACTIVE)

    def of_closed_accounts(self) -> Self:
        """Return those of people who left for good: a mailbox outlives its owner."""
        left = Q(person__postings__end_reason=Posting.EndReason.DECEASED)
        return self.filter(Q(person__is_active=False) | left).distinct()


class FigureLetter(models.Model):
    """A person has the figures of a unit sent: all its targets, or one skill at a level.

    `reporting.letters.keeping` is the only writer, but for what was sent last: that is of
    `reporting.letters.sending`.
    """

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly", _("Every week")
        MONTHLY = "monthly", _("Every month")
        LOCKED = "locked", _("When a month is locked")

    class Form(models.TextChoices):
        LINK = "link", _("Text with a link")
        CSV = "csv", _("With a table (CSV)")
        XLSX = "xlsx", _("With a workbook (XLSX)")
        PDF = "pdf", _("With the report on paper (PDF)")

    class State(models.TextChoices):
        ACTIVE = "active", _("is sent")
        PAUSED = "paused", _("paused")
        ENDED = "ended", _("ended")

    class EndReason(models.TextChoices):
        OWN = "own", _("ended by you")
        LINK = "link", _("ended by the link in a letter")
        ROLE = "role", _("ended because you no longer read the figures of the unit")
        UNIT = "unit", _("ended because the unit was closed")

    MOST_WEEKDAY, MOST_DAY = 7, 28  # every month has a day 28

    person = models.ForeignKey(Person, models.CASCADE, related_name="figure_letters")
    unit = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("unit"))
    # Without one: all targets of the unit and below.
    skill = models.ForeignKey(Skill, models.PROTECT, null=True, related_name="+")
    level = models.PositiveSmallIntegerField(null=True)
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm.choices)
    # 1 is Monday, or the first of the month.
    day = models.PositiveSmallIntegerField(null=True)
    form = models.CharField(_("form"), max_length=4, choices=Form.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    end_reason = models.CharField(max_length=10, choices=EndReason.choices, blank=True, default="")
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # The next day of the rhythm; none while it rests, or of locked months.
    next_on = models.DateField(null=True, db_index=True)
    # The day, or the month, of the letter that was written last.
    last_period = models.DateField(null=True)

    objects = FigureLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter of figures")
        verbose_name_plural = _("letters of figures")
        ordering = ["-begun_at", "-pk"]
        constraints = [
            # Two: to a database no skill is unlike no other.
            models.UniqueConstraint(
                fields=["person", "unit", "rhythm"],
                condition=Q(skill=None) & ~Q(state="ended"),
                name="one_letter_of_all_targets",
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "skill", "level", "rhythm"],
                condition=Q(skill__isnull=False) & ~Q(state="ended"),
                name="one_letter_of_a_skill",
            ),
            models.CheckConstraint(
                condition=Q(skill=None, level=None) | Q(skill__isnull=False, level__isnull=False),
                name="a_letter_is_of_a_skill_at_a_level",
            ),
            models.CheckConstraint(
                condition=Q(rhythm="weekly", day__range=(1, 7))
                | Q(rhythm="monthly", day__range=(1, 28))
                | Q(rhythm="locked", day=None),
                name="a_letter_has_the_day_of_its_rhythm",
            ),
            models.CheckConstraint(
                condition=(Q(state="active") & ~Q(rhythm="locked") & Q(next_on__isnull=False))
                | ((~Q(state="active") | Q(rhythm="locked")) & Q(next_on=None)),
                name="only_an_active_letter_has_a_next_day",
            ),
            models.CheckConstraint(
                condition=Q(state="ended") & ~Q(end_reason="")
                | ~Q(state="ended") & Q(end_reason=""),
                name="an_ended_letter_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.unit_id} · {self.rhythm}"

    @property
    def is_of_months(self) -> bool:
        return self.rhythm == self.Rhythm.LOCKED
