"""Frameworks of skills, with their areas, competences and levels."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.text.languages import in_language


class NamedModel(models.Model):
    """A row with a code and its names by language."""

    names = models.JSONField(_("names"), default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the active language."""
        return in_language(self.names)

    # What lists of the office write above it; the property itself has no place for it.
    name.fget.short_description = _("Name")  # type: ignore[attr-defined]


class Framework(NamedModel):
    """A published catalogue of skills, such as DigComp 3.0."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    source = models.TextField(_("source"), blank=True)
    url = models.URLField(_("address on the web"), blank=True)

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")


class SkillQuerySet(models.QuerySet["Skill"]):
    def competences(self) -> Self:
        """Return the skills that people hold, each with its framework; areas only group them."""
        return self.exclude(area=None).select_related("framework")

    def offered(self) -> Self:
        """Return the competences to choose from: those that their framework still has."""
        return self.competences().filter(retired_on=None)


class Skill(NamedModel):
    """An area (no parent) or a competence; ``code`` is unique (``DC3-4.2``)."""

    # PROTECT throughout the plan: certificates and targets point at these rows for years.
    framework = models.ForeignKey(
        Framework, models.PROTECT, related_name="skills", verbose_name=_("framework")
    )
    code = models.CharField(_("code"), max_length=30, unique=True)
    area = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="skills",
        verbose_name=_("area"),
    )
    url = models.URLField(_("address on the web"), blank=True)
    # A retired skill is kept: evidence, targets and certificates go on naming it.
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    objects = SkillQuerySet.as_manager()

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["code"]


class SkillRelation(models.Model):
    """Says how a skill of one framework stands to one of another: a line of their crosswalk."""

    class Kind(models.TextChoices):
        EQUIVALENT = "equivalent", _("The same skill")
        PARTLY = "partly", _("In part the same")

    source = models.ForeignKey(
        Skill, models.PROTECT, related_name="relations", verbose_name=_("skill")
    )
    target = models.ForeignKey(
        Skill, models.PROTECT, related_name="related_from", verbose_name=_("skill elsewhere")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)

    class Meta:
        verbose_name = _("relation of skills")
        verbose_name_plural = _("relations of skills")
        ordering = ["source__code", "target__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target"], name="two_skills_are_related_once"
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="a_skill_is_not_related_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source.code} {self.source} · {self.target.code} {self.target}"


class Level(NamedModel):
    """A numbered level of a framework; a higher number includes the lower ones."""

    framework = models.ForeignKey(
        Framework, models.PROTECT, related_name="levels", verbose_name=_("framework")
    )
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
