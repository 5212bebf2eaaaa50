"""A person asks to take a course without what is to be learnt before, and a trainer decides."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.access import agencies_for, has_global_access
from people.models import Person, Role


class PrerequisiteWaiverQuerySet(models.QuerySet["PrerequisiteWaiver"]):
    def waiting(self) -> Self:
        return self.filter(state=PrerequisiteWaiver.State.ASKED)

    def standing(self) -> Self:
        """Return waivers by which somebody may enrol."""
        return self.filter(state=PrerequisiteWaiver.State.GRANTED)

    def visible_to(self, viewer: Person) -> Self:
        """Return what is asked of trainers of the course; nobody decides about themselves."""
        others = self.exclude(person__in=viewer.principals(Role.Kind.TRAINER))
        if has_global_access(viewer):
            return others
        return others.filter(course__agency__in=agencies_for(viewer, Role.Kind.TRAINER))


class PrerequisiteWaiver(models.Model):
    """Asked by a person in a sentence, answered in another; `courses.entry` is the only writer."""

    class State(models.TextChoices):
        ASKED = "asked", _("waiting")
        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")  # by who asked, or by a trainer afterwards

    course = models.ForeignKey("courses.Course", models.PROTECT, related_name="waivers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="prerequisite_waivers")
    wish = models.CharField(_("what you know already"), max_length=300)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = PrerequisiteWaiverQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiver of prerequisites")
        verbose_name_plural = _("waivers of prerequisites")
        ordering = ["asked_at", "pk"]
        constraints = [
            # Asked twice at once it is one wish, and who has a waiver needs no other.
            models.UniqueConstraint(
                fields=["course", "person"],
                condition=Q(state__in=["asked", "granted"]),
                name="one_standing_waiver_a_course_and_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "declined"])
                | (Q(decided_at__isnull=False) & ~Q(answer="")),
                name="a_waiver_is_decided_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} · {self.person_id}"
