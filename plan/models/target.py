"""Targets: how many people of an agency are to hold a skill, of whom, and by which day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models import Agency
from people.text.formatting import digits
from plan.models.dated import DatedModel, PastModel
from plan.models.framework import Skill
from plan.models.plan import Clause, Phase, hold_on
from plan.targets import (
    HIGHEST_GRADE,
    MOST_PEOPLE,
    MOST_PERCENT,
    Milestone,
    TargetAudience,
    find_target_faults,
)

if TYPE_CHECKING:
    from people.models import Person

# The leading plan first, then the one that was there first: a second one changes nobody's page.
PLAN_ORDER = ("-phase__plan__is_leading", "phase__plan")


def _empty_list() -> Any:
    """Return what servers of the release before write, which do not know the column."""
    return models.Value([], models.JSONField())


class _AskedModel(models.Model):
    """How many people of whom by which day: what of a target may change in time.

    Either ``headcount`` or ``percent`` says how many. Of ``positions`` (names by language) and
    grades the audience is made: who counts, and of whom the percent is. ``milestones`` are pairs
    of day and value, in the same measure.
    """

    headcount = models.PositiveIntegerField(
        _("people to hold the skill"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
    )
    percent = models.PositiveSmallIntegerField(
        _("or percent of them"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PERCENT)],
    )
    positions = models.JSONField(
        _("only these positions"), default=list, db_default=_empty_list(), blank=True
    )
    grade_from = models.PositiveSmallIntegerField(
        _("from grade"), null=True, blank=True, validators=[MaxValueValidator(HIGHEST_GRADE)]
    )
    grade_to = models.PositiveSmallIntegerField(
        _("to grade"), null=True, blank=True, validators=[MaxValueValidator(HIGHEST_GRADE)]
    )
    milestones = models.JSONField(
        _("milestones"), default=list, db_default=_empty_list(), blank=True
    )
    due_on = models.DateField(_("due on"))
    # Who held the skill already on that day; progress is counted from there.
    baseline = models.PositiveIntegerField(
        _("baseline"), default=0, validators=[MaxValueValidator(MOST_PEOPLE)]
    )
    baseline_on = models.DateField(_("baseline on"))
    source = models.TextField(_("source"), blank=True)
    is_sample = models.BooleanField(_("sample figure"), default=False)

    class Meta:
        abstract = True

    @property
    def audience(self) -> TargetAudience:
        return TargetAudience(self.positions, self.grade_from, self.grade_to)

    @property
    def milestone_days(self) -> list[Milestone]:
        """Return the milestones with their days."""
        return Milestone.load(self.milestones)


def _bound_value(name: str) -> list[models.CheckConstraint]:
    """Return what holds of the values of a target and of those it had before."""
    people = Q(headcount__gte=1, headcount__lte=MOST_PEOPLE, percent=None)
    percent = Q(headcount=None, percent__gte=1, percent__lte=MOST_PERCENT)
    grades = Q(grade_from=None) | Q(grade_to=None) | Q(grade_from__lte=F("grade_to"))
    return [
        models.CheckConstraint(condition=people | percent, name=f"{name}_asks_people_or_percent"),
        models.CheckConstraint(condition=grades, name=f"{name}_has_grades_in_order"),
    ]


class Measure(models.TextChoices):
    """Names what is counted: persons who hold a skill, or completions."""

    HELD = "held", _("Held now")
    TRAINED = "trained", _("Trained here")


_COMPARED_VALUES = (
    *("due_on", "baseline_on", "headcount", "percent", "baseline"),
    *("measure", "grade_from", "grade_to"),
)


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, person: Person) -> Self:
        """Return targets of agencies the person may see."""
        return self.filter(agency__in=Agency.objects.figures_visible_to(person))

    def in_force(self, day: dt.date) -> Self:
        """Return targets of the plans that are in force on the day."""
        return self.filter(hold_on(day, plan="phase__plan__"))


class Target(DatedModel, _AskedModel):
    """So many people of an agency (``headcount``) are to hold a skill at a level by a day."""

    phase = models.ForeignKey(
        Phase, models.PROTECT, related_name="targets", verbose_name=_("phase")
    )
    clause = models.ForeignKey(
        Clause, models.PROTECT, related_name="targets", verbose_name=_("clause")
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="targets", verbose_name=_("agency")
    )
    skill = models.ForeignKey(
        Skill, models.PROTECT, related_name="targets", verbose_name=_("skill")
    )
    # The number and not the row: a level of a framework is known by its number everywhere.
    level = models.PositiveSmallIntegerField(_("level"))
    measure = models.CharField(
        _("what is counted"), max_length=10, choices=Measure.choices, default=Measure.HELD
    )
    with_below = models.BooleanField(_("with the units below"), default=True)
    # The audience of today in short, empty for everybody: two audiences are two targets.
    audience_key = models.CharField(max_length=32, editable=False, default="", db_default="")

    KEPT_FIELDS = tuple(field.name for field in _AskedModel._meta.fields)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["due_on", "skill__code"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("phase", "clause", "agency", "skill"),
                    *("level", "measure", "with_below", "audience_key"),
                ],
                name="a_target_is_set_once_in_its_phase",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("baseline_on")), name="target_is_due_after_its_baseline"
            ),
            models.CheckConstraint(
                condition=Q(percent=None) | ~Q(measure="trained"),
                name="a_percent_is_of_people_who_hold_it",
            ),
            *_bound_value("target"),
        ]

    def __str__(self) -> str:
        return f"{self.agency} · {self.skill} · {digits(self.level)}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.audience_key = self.audience.key
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.audience_key = self.audience.key
        # Of a form that misses a field the row behind it cannot be read.
        parts: dict[str, Any] = {
            name: getattr(self, name) if getattr(self, f"{name}_id") else None
            for name in ("phase", "clause", "agency", "skill")
        }
        values: dict[str, Any] = {name: getattr(self, name) for name in _COMPARED_VALUES}
        faults = find_target_faults(**parts, **values, milestones=self.milestone_days)
        if faults:
            raise ValidationError(faults)


class PastTarget(PastModel, _AskedModel):
    """What a target asked until it was changed."""

    # Whoever deletes a target says that it should never have been.
    current = models.ForeignKey(
        Target, models.CASCADE, related_name="past", verbose_name=_("target")
    )

    class Meta:
        verbose_name = _("earlier target")
        verbose_name_plural = _("earlier targets")
        ordering = ["until"]
        constraints = [
            models.UniqueConstraint(
                fields=["current", "until"], name="a_target_changes_once_a_day"
            ),
            *_bound_value("earlier_target"),
        ]

    def __str__(self) -> str:
        return f"{self.current} · {self.until}"
