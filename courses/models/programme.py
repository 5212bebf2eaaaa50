"""Rows of programmes: sets of courses that lead to one certificate, by version."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.catalogue import CertifiedModel, Course
from people.models import Agency, Person
from people.text.languages import in_language
from plan.models import Skill


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def live(self) -> Self:
        return self.filter(is_live=True)


class Programme(CertifiedModel):
    """A published programme; what it asks is in its versions, of which the newest is begun."""

    summaries = models.JSONField(_("summaries"), default=dict)
    audience = models.CharField(  # empty: for everyone
        _("audience"), max_length=10, choices=Person.Audience.choices, blank=True
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="programmes")
    skills: models.ManyToManyField[Skill, ProgrammeSkill] = models.ManyToManyField(
        Skill, through="ProgrammeSkill", related_name="programmes"
    )
    languages = models.JSONField(_("languages"), default=list)  # in the order of the settings
    # Written by `courses.search.index`, as that of courses.
    search_text = models.TextField(editable=False, default="")
    published_at = models.DateTimeField()

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.UniqueConstraint(
                # Retired programmes keep their slug, and a new one may take it.
                fields=["slug"],
                condition=Q(is_live=True),
                name="one_live_programme_a_slug",
            )
        ]

    @property
    def summary(self) -> str:
        """Return the summary in the active language."""
        return in_language(self.summaries)


class ProgrammeSkill(models.Model):
    """States that a programme proves a skill at a level."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="programme_skills")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("level"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "skill"], name="a_programme_proves_a_skill_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.skill_id} · {self.level}"


class ProgrammeVersion(models.Model):
    """What a programme asks; never changed. The newest is begun, older ones are finished."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["programme", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="a_programme_version_is_numbered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} · {self.number}"


class ProgrammeSet(models.Model):
    """Courses of which a number is asked; only the words of its title may change."""

    version = models.ForeignKey(ProgrammeVersion, models.PROTECT, related_name="sets")
    position = models.PositiveSmallIntegerField()
    titles = models.JSONField(_("titles"), default=dict)  # may be empty
    required = models.PositiveSmallIntegerField(_("courses required"))
    in_order = models.BooleanField(_("one course after the other"), default=False)
    waits = models.BooleanField(_("opens after the sets before"), default=False)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"], name="a_programme_set_has_a_place_of_its_own"
            ),
            # Of a set that asks for nothing everybody would have done enough.
            models.CheckConstraint(
                condition=Q(required__gte=1), name="a_programme_set_asks_for_a_course"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Return the title in the active language, ``""`` without one."""
        return in_language(self.titles) if self.titles else ""


class ProgrammeCourse(models.Model):
    """States that a set of a programme asks for, or offers, a course."""

    set = models.ForeignKey(ProgrammeSet, models.PROTECT, related_name="entries")
    course = models.ForeignKey(Course, models.PROTECT, related_name="programme_entries")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["set", "position"]
        constraints = [
            models.UniqueConstraint(fields=["set", "course"], name="a_course_is_once_in_a_set")
        ]

    def __str__(self) -> str:
        return f"{self.set_id} · {self.course_id}"
