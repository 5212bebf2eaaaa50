"""Class sessions and their parts."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models.catalogue import Course
from courses.models.sessions.series import SessionSeries
from people.access import agencies_for, has_global_access, has_role
from people.models import Agency, Person, Posting, Role
from people.text.languages import in_language

MOST_SEATS = 1_000
LONGEST_PART = dt.timedelta(hours=12)


def _build_open_to(person: Person) -> Q:
    """Return the condition that a session is for everybody, or for the person's office."""
    # Serves in the office of the session or below it.
    serves = Posting.objects.on(timezone.localdate()).filter(
        person=person, agency__path__startswith=OuterRef("agency__path")
    )
    in_unit = Q(opens_to=ClassSession.OpensTo.UNIT) & Q(Exists(serves))
    return Q(opens_to=ClassSession.OpensTo.ALL) | in_unit


class ClassSessionQuerySet(models.QuerySet["ClassSession"]):
    def kept_by(self, viewer: Person) -> Self:
        """Return sessions that the viewer runs: of their offices, and those they teach."""
        if has_global_access(viewer):
            return self.all()
        if not viewer.is_active:
            return self.none()
        offices = agencies_for(viewer, Role.Kind.TRAINER, Role.Kind.HR)
        teaches = ClassSession.trainers.through.objects.filter(
            classsession=OuterRef("pk"), person=viewer
        )
        own = Q(agency__in=offices)
        # Security: as trainers of today. A role that ended opens no list of former sessions.
        if has_role(viewer, Role.Kind.TRAINER):
            own |= Q(Exists(teaches))
        return self.filter(own)

    def visible_to(self, viewer: Person) -> Self:
        """Return what the viewer runs, has a seat in, or may join or nominate for."""
        if not viewer.is_active:
            return self.none()
        seats: Any = ClassSession.seats.field.model
        rows = seats.objects.filter(person=viewer)
        shown = _build_open_to(viewer)
        if has_role(viewer, Role.Kind.HR):
            shown |= Q(opens_to=ClassSession.OpensTo.NOMINATED)
        shown |= Q(Exists(rows.filter(session=OuterRef("pk"))))
        offered = ~Q(state=ClassSession.State.DRAFT) & shown
        return self.filter(Q(pk__in=self.model.objects.kept_by(viewer).values("pk")) | offered)

    def joinable_by(self, person: Person, at: dt.datetime | None = None) -> Self:
        """Return open sessions that have not begun and that the person may join by themselves."""
        at = at or timezone.now()
        return self.filter(_build_open_to(person), state=ClassSession.State.OPEN, begins_at__gt=at)

    def upcoming(self, at: dt.datetime | None = None) -> Self:
        """Return open sessions that are not over."""
        return self.filter(state=ClassSession.State.OPEN, ends_at__gt=at or timezone.now())

    def untouched(self) -> Self:
        """Return drafts and open sessions in which nobody has had a place, and nothing rests."""
        states = [ClassSession.State.DRAFT, ClassSession.State.OPEN]
        unused = {"seats": None, "assignments": None, "sittings": None, "paper_tests": None}
        return self.filter(state__in=states, **unused)

    def finished(self) -> Self:
        return self.filter(state=ClassSession.State.FINISHED)


class ClassSession(models.Model):
    """People meet in parts to learn; `courses.sessions` is the only writer.

    ``begins_at`` and ``ends_at`` are those of the first and the last part. ``revision`` counts
    how often those who come were told of other times or another place.
    """

    class Kind(models.TextChoices):
        CLASSROOM = "classroom", _("In a classroom")
        ONLINE = "online", pgettext_lazy("session", "Online")
        BLENDED = "blended", _("In a classroom and online")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("session", "Draft")
        OPEN = "open", pgettext_lazy("session", "Open")
        FINISHED = "finished", pgettext_lazy("session", "Finished")
        CANCELLED = "cancelled", pgettext_lazy("session", "Cancelled")

    class OpensTo(models.TextChoices):
        UNIT = "unit", _("People of the office and below it")
        ALL = "all", _("Everybody")
        NOMINATED = "nominated", _("Only who is nominated")

    titles = models.JSONField(_("titles"), default=dict)  # {language: title}
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CLASSROOM)
    course = models.ForeignKey(
        Course,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="class_sessions",
        verbose_name=_("course"),
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="class_sessions", verbose_name=_("office")
    )
    # Of the form that planned it with others.
    series = models.ForeignKey(SessionSeries, models.PROTECT, null=True, related_name="sessions")
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to the meeting"), blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("seats"), validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)]
    )
    opens_to = models.CharField(
        _("who may join"), max_length=10, choices=OpensTo.choices, default=OpensTo.UNIT
    )
    # Of a part to which somebody came late; on the row, so that no past share changes.
    late_percent = models.PositiveSmallIntegerField(
        _("how much of a part counts for who came late, in percent"),
        default=50,
        validators=[MaxValueValidator(100)],
    )
    trainers = models.ManyToManyField(
        Person, related_name="taught_sessions", blank=True, verbose_name=_("trainers")
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    begins_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    revision = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    # Who finished or cancelled it; the reason is that of a cancelled one.
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    # The greatest number of parts that calendars may have heard of: dropped ones are cancelled.
    most_parts = models.PositiveSmallIntegerField(default=0)
    # What the worker has still to tell everybody who has a place; None: nothing.
    untold = models.JSONField(null=True)
    # Somebody was told that it is cancelled: it cannot be brought back.
    is_told = models.BooleanField(default=False)

    objects = ClassSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("class session")
        verbose_name_plural = _("class sessions")
        ordering = ["begins_at", "pk"]
        # Reminders and lists look for what comes next.
        indexes = [models.Index(fields=["state", "begins_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=MOST_SEATS, late_percent__lte=100),
                name="a_session_has_seats",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(begins_at__isnull=False, ends_at__gt=F("begins_at"))
                # A draft without parts may be thrown away too.
                | Q(state="cancelled"),
                name="an_open_session_has_parts",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open"], closed_at=None, closed_by=None)
                | Q(
                    state__in=["finished", "cancelled"],
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                ),
                name="somebody_closes_a_session",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Return the title in the active language."""
        return in_language(self.titles)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_finished(self) -> bool:
        return self.state == self.State.FINISHED

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def last_day(self) -> dt.date | None:
        """Return the day of its last part, in the office's time zone."""
        return timezone.localdate(self.ends_at) if self.ends_at else None

    def has_begun(self, at: dt.datetime | None = None) -> bool:
        return self.begins_at is not None and self.begins_at <= (at or timezone.now())

    def is_over(self, at: dt.datetime | None = None) -> bool:
        return self.ends_at is not None and self.ends_at <= (at or timezone.now())


class SessionPart(models.Model):
    """A stretch of a session without a break; its minutes are its weight in attendance."""

    session = models.ForeignKey(ClassSession, models.CASCADE, related_name="parts")
    begins_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))

    class Meta:
        verbose_name = _("part of a session")
        verbose_name_plural = _("parts of sessions")
        ordering = ["begins_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "begins_at"], name="parts_of_a_session_begin_apart"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="a_part_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} · {self.begins_at:%Y-%m-%d %H:%M}"

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.begins_at).total_seconds() // 60)
