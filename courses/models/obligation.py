"""Rows of the year that closes: what offices prescribe, what it came to, who is exempt."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.assignments.assignment import READERS, serves_in_reach
from courses.models.catalogue import Course
from courses.models.hours import HIGHEST_GRADE, LOWEST_GRADE
from courses.models.programme import Programme
from people.access import agencies_for
from people.dual_control import asked_by_same_authority
from people.models import Agency, Person, Role


class YearState(models.TextChoices):
    """What a year came to for a person."""

    FULFILLED = "fulfilled", _("Fulfilled")
    PARTLY = "partly", _("Partly fulfilled")
    NOT_FULFILLED = "not", _("Not fulfilled")
    EXEMPT = "exempt", _("Exempt from the year")


class ExemptionReason(models.TextChoices):
    """Why nothing is asked of a person in a year; the first two are found by themselves."""

    SHORT_SERVICE = "short", _("In service for less than half of the time")
    NOTHING_ASKED = "nothing", _("No hours are asked of this grade")
    LEAVE = "leave", _("On leave")
    STUDY = "study", _("Away for studies or on secondment")
    OTHER = "other", _("Another reason")


GIVEN_REASONS = (ExemptionReason.LEAVE, ExemptionReason.STUDY, ExemptionReason.OTHER)


class YearlyObligationQuerySet(models.QuerySet["YearlyObligation"]):
    def due(self, day: dt.date) -> Self:
        """Return those whose cut-off day is over and that are not closed."""
        return self.filter(closed_at=None, cut_off_on__lt=day)

    def open_on(self, day: dt.date) -> Self:
        """Return those that can still be fulfilled on the day."""
        return self.filter(closed_at=None, cut_off_on__gte=day)

    def untold(self) -> Self:
        """Return those that are closed, and not all of whose people have heard of it."""
        return self.filter(closed_at__isnull=False, told_at=None)

    def visible_to(self, viewer: Person) -> Self:
        """Return those of the viewer's offices, and of those above that ask their people."""
        reach = agencies_for(viewer, *READERS)
        below = reach.order_by().filter(path__startswith=OuterRef("agency__path"))
        return self.filter(Q(agency__in=reach) | Q(Exists(below)))


class YearlyObligation(models.Model):
    """An agency prescribes courses, programmes and hours of a year to a level of post.

    It holds for the people of the agency and those below whom no nearer one names. The last day
    on which something counts is ``cut_off_on``; after it each person's year is frozen.
    ``reminded_upto`` is the last person told on ``remind_on``, and of the closed year the last who
    heard of it. `courses.obligations` is the only writer.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="yearly_obligations")
    year = models.PositiveSmallIntegerField(_("year"))
    lowest_grade = models.PositiveSmallIntegerField(_("lowest grade"), default=LOWEST_GRADE)
    highest_grade = models.PositiveSmallIntegerField(_("highest grade"), default=HIGHEST_GRADE)
    unit_kind = models.CharField(
        _("kind of unit"), max_length=20, choices=Agency.Kind.choices, blank=True
    )
    position = models.CharField(_("position"), max_length=100, blank=True)
    courses: models.ManyToManyField[Course, models.Model] = models.ManyToManyField(
        Course, related_name="+", blank=True
    )
    programmes: models.ManyToManyField[Programme, models.Model] = models.ManyToManyField(
        Programme, related_name="+", blank=True
    )
    asks_hours = models.BooleanField(_("learning hours of the year"), default=False)
    cut_off_on = models.DateField(_("cut-off day"))
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    expected = models.PositiveIntegerField(default=0)  # what progress of closing is measured by
    closed_at = models.DateTimeField(null=True, blank=True)
    remind_on = models.DateField(null=True, blank=True)
    reminded_upto = models.BigIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)  # when all have heard what was frozen

    objects = YearlyObligationQuerySet.as_manager()

    class Meta:
        verbose_name = _("yearly obligation")
        verbose_name_plural = _("yearly obligations")
        ordering = ["-year", "-agency__depth", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("agency", "year", "lowest_grade", "highest_grade", "unit_kind", "position")
                ],
                name="a_level_of_post_has_one_obligation_a_year",
            ),
            models.CheckConstraint(
                condition=Q(lowest_grade__lte=F("highest_grade")),
                name="grades_of_an_obligation_rise",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} · {self.year}"

    @property
    def is_running(self) -> bool:
        """Return whether it can still be fulfilled."""
        return self.closed_at is None and self.cut_off_on >= timezone.localdate()

    @property
    def names_grades(self) -> bool:
        """Return whether it is asked of some grades only."""
        return (self.lowest_grade, self.highest_grade) != (LOWEST_GRADE, HIGHEST_GRADE)

    @property
    def names_highest(self) -> bool:
        """Return whether some grade is too high for it."""
        return self.highest_grade < HIGHEST_GRADE


class YearStatusQuerySet(models.QuerySet["YearStatus"]):
    def visible_to(self, viewer: Person) -> Self:
        """Return rows of people who serve today where the viewer reads."""
        return self.filter(serves_in_reach(viewer, *READERS))

    def with_state(self) -> Self:
        """Add ``current_state``: that of the last approved correction, else the frozen one."""
        approved = YearCorrection.objects.filter(
            status=OuterRef("pk"), answer_state=YearCorrection.Answer.APPROVED
        )
        last = approved.order_by("-decided_at", "-pk").values("state")[:1]
        return self.annotate(current_state=Coalesce(Subquery(last), F("state")))

    def in_state(self, state: str) -> Self:
        """Return rows that are in the state now."""
        return self.with_state().filter(**{"current_state": state})

    def count_states(self) -> dict[str, int]:
        """Return how many people are in each state now."""
        rows = self.with_state().order_by().values_list("current_state")
        return dict(rows.annotate(people=models.Count("pk")))


class YearStatus(models.Model):
    """What a person's year came to on the cut-off day: frozen, and never changed.

    ``facts`` are what was asked and done by then. What is put right later stands beside it.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="year_statuses")
    year = models.PositiveSmallIntegerField()
    obligation = models.ForeignKey(YearlyObligation, models.PROTECT, related_name="statuses")
    # Who answers: the agency of the main posting on the cut-off day.
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    position = models.JSONField(default=dict)
    grade = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=YearState.choices)
    exempt_reason = models.CharField(max_length=10, choices=ExemptionReason.choices, blank=True)
    facts = models.JSONField(default=dict)
    cut_off_on = models.DateField()
    frozen_at = models.DateTimeField()

    objects = YearStatusQuerySet.as_manager()

    class Meta:
        verbose_name = _("frozen year of a person")
        verbose_name_plural = _("frozen years of people")
        constraints = [
            # Of two sweeps, and of two obligations, the first has it.
            models.UniqueConstraint(fields=["person", "year"], name="a_year_is_frozen_once"),
            models.CheckConstraint(
                condition=Q(state="exempt") & ~Q(exempt_reason="")
                | ~Q(state="exempt") & Q(exempt_reason=""),
                name="who_is_exempt_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.year} · {self.state}"


class YearCorrectionQuerySet(models.QuerySet["YearCorrection"]):
    def waiting(self) -> Self:
        return self.filter(answer_state=YearCorrection.Answer.WAITING)

    def approved(self) -> Self:
        return self.filter(answer_state=YearCorrection.Answer.APPROVED)

    def visible_to(self, viewer: Person) -> Self:
        """Return corrections of people whom the viewer manages."""
        return self.filter(serves_in_reach(viewer, Role.Kind.HR, path="status__person"))

    def decidable_by(self, viewer: Person) -> Self:
        """Return what the viewer may decide: neither about nor asked by themselves or a deputy."""
        own = asked_by_same_authority(viewer, asker="asked_by", at="asked_at")
        principals = viewer.principals(Role.Kind.HR)
        others = self.visible_to(viewer).exclude(own)
        return others.exclude(status__person__in=principals)


class YearCorrection(models.Model):
    """A frozen year is put right: one manager says how and why, a second one decides."""

    class Answer(models.TextChoices):
        WAITING = "waiting", _("waiting")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    status = models.ForeignKey(YearStatus, models.PROTECT, related_name="corrections")
    state = models.CharField(max_length=10, choices=YearState.choices)
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_state = models.CharField(max_length=10, choices=Answer.choices, default=Answer.WAITING)
    answer = models.CharField(max_length=300, blank=True, default="")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = YearCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction of a frozen year")
        verbose_name_plural = _("corrections of frozen years")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["status"],
                condition=Q(answer_state="waiting"),
                name="one_waiting_correction_a_year",
            ),
            models.CheckConstraint(
                condition=Q(answer_state="waiting", decided_at=None)
                | ~Q(answer_state="waiting") & Q(decided_at__isnull=False),
                name="a_correction_of_a_year_is_decided_once",
            ),
            models.CheckConstraint(
                condition=~Q(answer_state="approved") | ~Q(decided_by=F("asked_by")),
                name="a_second_person_corrects_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status_id} · {self.state}"


class YearExemptionQuerySet(models.QuerySet["YearExemption"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


class YearExemption(models.Model):
    """An office lets a person off a year before it is closed, with a reason."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="year_exemptions")
    year = models.PositiveSmallIntegerField()
    reason = models.CharField(
        _("reason"),
        max_length=10,
        choices=[(one.value, one.label) for one in GIVEN_REASONS],
    )
    note = models.CharField(_("note"), max_length=300, blank=True, default="")
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = YearExemptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exemption from a year")
        verbose_name_plural = _("exemptions from years")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year"],
                condition=Q(withdrawn_at=None),
                name="one_exemption_a_person_and_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.year}"
