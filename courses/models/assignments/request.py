"""Rows of what people ask about their assignments: more time, or not to have to do it."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from courses.models.assignments.assignment import AssignedPerson, load_what, serves_in_reach
from people.dual_control import asked_by_same_authority
from people.models import Person, Role

_DECIDERS = (Role.Kind.HR, Role.Kind.LINE_MANAGER)


class AssignmentRequestQuerySet(models.QuerySet["AssignmentRequest"]):
    def with_what(self) -> Self:
        """Load what each is about, of whichever kind."""
        return load_what(self, "assigned__assignment__")

    def waiting(self) -> Self:
        return self.filter(state=AssignmentRequest.State.WAITING)

    def extensions(self) -> Self:
        """Return what gives somebody more time."""
        kind, state = AssignmentRequest.Kind.EXTENSION, AssignmentRequest.State.GRANTED
        return self.filter(kind=kind, state=state)

    def pending(self, day: dt.date) -> Self:
        """Return waiting requests about what is still asked, and not done meanwhile."""
        asked = AssignedPerson.objects.asked(day).undone()
        return self.waiting().filter(Exists(asked.filter(pk=OuterRef("assigned"))))

    def visible_to(self, viewer: Person) -> Self:
        """Return requests of people whom the viewer manages; never their own, nor by a deputy."""
        reach = serves_in_reach(viewer, *_DECIDERS, path="assigned__person")
        own = asked_by_same_authority(viewer, asker="assigned__person", at="asked_at")
        principals = viewer.principals(*_DECIDERS)
        return self.filter(reach).exclude(own).exclude(assigned__person__in=principals)


class AssignmentRequest(models.Model):
    """A person asks, with a reason, for more time or not to have to do it."""

    class Kind(models.TextChoices):
        EXTENSION = "extension", _("More time")
        EXEMPTION = "exemption", _("Not having to take it")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    assigned = models.ForeignKey(AssignedPerson, models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    until = models.DateField(null=True, blank=True)  # the new due day, of an extension
    reason = models.CharField(max_length=300)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    answer = models.CharField(max_length=300, blank=True, default="")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request about an assignment")
        verbose_name_plural = _("requests about assignments")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assigned"],
                condition=Q(state="waiting"),
                name="one_waiting_request_an_assigned_person",
            ),
            models.CheckConstraint(
                condition=Q(kind="extension", until__isnull=False)
                | Q(kind="exemption", until=None),
                name="an_extension_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="a_request_about_an_assignment_is_decided_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assigned_id} · {self.kind}"
