"""Seats in class sessions: who comes, who waits, who is nominated."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models.sessions.session import ClassSession
from people.access import agencies_for
from people.models import Person, Posting, Role


class SessionSeatQuerySet(models.QuerySet["SessionSeat"]):
    def visible_to(self, viewer: Person) -> Self:
        """Return the viewer's own, all of sessions they run, and those of people they manage."""
        if not viewer.is_active:
            return self.none()
        run = ClassSession.objects.kept_by(viewer).filter(pk=OuterRef("session"))
        managed = Posting.objects.on(timezone.localdate()).filter(
            person=OuterRef("person"), agency__in=agencies_for(viewer, Role.Kind.HR)
        )
        return self.filter(Q(person=viewer) | Q(Exists(run)) | Q(Exists(managed)))

    def seated(self) -> Self:
        return self.filter(state=SessionSeat.State.SEATED)

    def waiting(self) -> Self:
        """Return the waiting list in its order."""
        return self.filter(state=SessionSeat.State.WAITING).order_by("queued_at", "pk")

    def asked(self) -> Self:
        """Return nominations that the office of the session has to decide in time."""
        return self.filter(
            state=SessionSeat.State.ASKED,
            session__state=ClassSession.State.OPEN,
            session__ends_at__gt=timezone.now(),
        )

    def standing(self) -> Self:
        """Return what is neither given up nor declined."""
        over = [SessionSeat.State.WITHDRAWN, SessionSeat.State.DECLINED]
        return self.exclude(state__in=over)


class SessionSeat(models.Model):
    """What a person has in a session, one row however often they come and go."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("seat", "Nominated, waits for approval")
        WAITING = "waiting", pgettext_lazy("seat", "On the waiting list")
        SEATED = "seated", pgettext_lazy("seat", "Has a seat")
        WITHDRAWN = "withdrawn", pgettext_lazy("seat", "Gave the seat up")
        DECLINED = "declined", pgettext_lazy("seat", "Declined")

    session = models.ForeignKey(ClassSession, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="session_seats")
    state = models.CharField(max_length=10, choices=State.choices)
    # Since when they stand in the queue: who comes back stands at its end.
    queued_at = models.DateTimeField()
    seated_at = models.DateTimeField(null=True)
    nominated_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("nominated by")
    )
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # Written when the session is finished, and when its attendance is corrected afterwards.
    minutes = models.PositiveIntegerField(null=True)
    share = models.PositiveSmallIntegerField(null=True)  # in percent; None: nothing to attend

    objects = SessionSeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat in a session")
        verbose_name_plural = _("seats in sessions")
        ordering = ["queued_at", "pk"]
        constraints = [
            # Two clicks at once, or two HR managers, give one seat.
            models.UniqueConstraint(
                fields=["session", "person"], name="one_seat_a_session_and_person"
            ),
            models.CheckConstraint(
                condition=~Q(state="seated") | Q(seated_at__isnull=False),
                name="a_seat_is_taken_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__lte=100), name="a_share_is_of_a_hundred"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} · {self.person_id}"

    @property
    def is_seated(self) -> bool:
        return self.state == self.State.SEATED

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_asked(self) -> bool:
        return self.state == self.State.ASKED

    @property
    def is_standing(self) -> bool:
        return self.state not in (self.State.WITHDRAWN, self.State.DECLINED)

    def take(self, at: dt.datetime) -> None:
        """Give the seat to the person."""
        self.state, self.seated_at = self.State.SEATED, at
