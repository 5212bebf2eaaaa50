"""What the plan asks: frameworks of skills, and the plan's phases, clauses and targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models import Agency
from people.text.languages import in_language

if TYPE_CHECKING:
    from people.models import Person


class NamedModel(models.Model):
    """A small noun with a code and its names by language."""

    names = models.JSONField(_("names"), default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the active language."""
        return in_language(self.names)


class Framework(NamedModel):
    code = models.CharField(_("code"), max_length=20, unique=True)
    source = models.TextField(_("source"), blank=True)
    url = models.URLField(_("address on the web"), blank=True)

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")


class Skill(NamedModel):
    """An area (no parent) or a competence; ``code`` is unique (``DC3-4.2``)."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="skills")
    code = models.CharField(_("code"), max_length=30, unique=True)
    area = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="skills")
    url = models.URLField(_("address on the web"), blank=True)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["code"]


class Level(NamedModel):
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="levels")
    number = models.PositiveSmallIntegerField(_("number"))

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["framework", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "number"], name="a_level_is_numbered_once_in_its_framework"
            )
        ]


class Plan(NamedModel):
    code = models.CharField(_("code"), max_length=20, unique=True)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")


class Phase(NamedModel):
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="phases")
    number = models.PositiveSmallIntegerField(_("number"))
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))

    class Meta:
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="a_phase_is_numbered_once_in_its_plan"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="phase_ends_after_it_starts"
            ),
        ]


class Clause(NamedModel):
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="clauses")
    code = models.CharField(_("code"), max_length=20)

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["plan", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"], name="a_clause_is_coded_once_in_its_plan"
            )
        ]


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, person: Person) -> Self:
        """Targets of agencies the person may see."""
        return self.filter(agency__in=Agency.objects.visible_to(person))


class Target(models.Model):
    """So many people of an agency are to hold a skill at a level by a day."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="targets")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="targets")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="targets")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="targets")
    level = models.PositiveSmallIntegerField(_("level"))
    headcount = models.PositiveIntegerField(_("people to hold the skill"))
    due_on = models.DateField(_("due on"))
    baseline = models.PositiveIntegerField(_("baseline"), default=0)
    baseline_on = models.DateField(_("baseline on"))
    source = models.TextField(_("source"), blank=True)
    is_sample = models.BooleanField(_("sample figure"), default=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["due_on", "skill__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "clause", "agency", "skill", "level"],
                name="a_target_is_set_once_in_its_phase",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("baseline_on")), name="target_is_due_after_its_baseline"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} · {self.skill} · {self.level}"
