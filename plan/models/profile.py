"""Role profiles: which skills a position asks of whoever has it, from one day to another."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models import Agency, list_line_paths
from people.text.languages import in_language
from plan.models.framework import Skill
from plan.models.target import MOST_PEOPLE

if TYPE_CHECKING:
    from people.models import Person

_FIRST_DAY, _LAST_DAY = dt.date(1950, 1, 1), dt.date(2100, 1, 1)


class RoleProfileQuerySet(models.QuerySet["RoleProfile"]):
    def on(self, day: dt.date) -> Self:
        """Return the versions in force on the day; ``valid_to`` is the first day after."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)

    def held_a_day(self) -> Self:
        """Leave out versions that were taken back before they were in force."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=F("valid_from")))

    def of_same_place(self, profile: RoleProfile) -> Self:
        """Return all versions of what the position is asked there."""
        return self.filter(
            position_key=profile.position_key, agency=profile.agency, unit_kind=profile.unit_kind
        )

    def visible_to(self, person: Person) -> Self:
        """Return profiles of the agencies whose figures the person reads, and of those above.

        What the nation asks holds in every office, so every office may read it.
        """
        reach = Q(agency__in=Agency.objects.figures_visible_to(person))
        if not person.is_active or person.is_superuser:
            return self.filter(reach)
        tops = [role.agency.path for role in person.current_roles if role.may_read]
        above = {path for top in tops for path in list_line_paths(top)}
        return self.filter(reach | Q(agency__path__in=above))

    def holding_in(self, agency: Agency) -> Self:
        """Return profiles of the agency and of those above it, whatever kind of unit they name."""
        return self.filter(agency__path__in=list_line_paths(agency.path))

    def around(self, agency: Agency) -> Self:
        """Return profiles of the agency, of those above it and of those below it."""
        return self.holding_in(agency) | self.filter(agency__path__startswith=agency.path)


class RoleProfile(models.Model):
    """One version of what a position asks in an agency and below it, or in its units of a kind.

    Versions of one position, agency and kind never hold on one day: the database says so.
    """

    position = models.JSONField(_("position"), default=dict)
    # The folded name: people are found by it, whatever language and spelling a roster used.
    position_key = models.CharField(max_length=200, editable=False)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="role_profiles", verbose_name=_("unit")
    )
    unit_kind = models.CharField(
        _("kind of unit"), max_length=20, choices=Agency.Kind.choices, blank=True, default=""
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = RoleProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("role profile")
        verbose_name_plural = _("role profiles")
        constraints = [
            # An empty period: a version that was taken back before it was in force.
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="role_profile_does_not_end_before_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__gte=_FIRST_DAY, valid_from__lte=_LAST_DAY)
                & (Q(valid_to=None) | Q(valid_to__lte=_LAST_DAY)),
                name="role_profiles_have_possible_days",
            ),
            models.CheckConstraint(
                condition=~Q(position_key=""), name="role_profile_names_a_position"
            ),
        ]

    def __str__(self) -> str:
        return f"{in_language(self.position)} · {self.agency}"

    @property
    def is_void(self) -> bool:
        """Whether the version was taken back before it was in force."""
        return self.valid_to is not None and self.valid_to <= self.valid_from


class ProfileRequirement(models.Model):
    """A skill at a level that a profile asks of everyone, or of so many (``minimum``)."""

    profile = models.ForeignKey(RoleProfile, models.CASCADE, related_name="requirements")
    skill = models.ForeignKey(
        Skill, models.PROTECT, related_name="requirements", verbose_name=_("skill")
    )
    level = models.PositiveSmallIntegerField(_("level"))
    minimum = models.PositiveIntegerField(
        _("at least"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
    )

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["skill__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "skill"], name="a_profile_asks_a_skill_once"
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1)
                & (Q(minimum=None) | Q(minimum__gte=1, minimum__lte=MOST_PEOPLE)),
                name="requirements_are_of_levels_and_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill} · {self.level}"
