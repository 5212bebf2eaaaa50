"""Rows of the account of learning hours: what is asked a year, and study on one's own."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.access import agencies_for
from people.models import Agency, Person, Posting, Role

LOWEST_GRADE, HIGHEST_GRADE = 0, 99
STUDY_APPROVERS = (Role.Kind.HR, Role.Kind.LINE_MANAGER)


class HoursKind(models.TextChoices):
    """How somebody learns."""

    ONLINE = "online", _("Online courses")
    CLASS = "class", _("Classroom sessions")
    WORKSHOP = "workshop", _("Workshops")
    MENTORING = "mentoring", _("Mentoring")
    OWN = "own", _("Study on one's own")


class HoursRequirement(models.Model):
    """Asks so many hours a year of an agency's people and those below, from a year on."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="hours_requirements")
    # The whole range is everybody, with a grade or without. No NULL: it is like no other one, and
    # a database would take the same rule twice.
    lowest_grade = models.PositiveSmallIntegerField(_("lowest grade"), default=LOWEST_GRADE)
    highest_grade = models.PositiveSmallIntegerField(_("highest grade"), default=HIGHEST_GRADE)
    hours = models.PositiveSmallIntegerField(_("hours a year"))
    since = models.PositiveSmallIntegerField(_("from the year"))
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("learning hours required")
        verbose_name_plural = _("learning hours required")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "since", "lowest_grade", "highest_grade"],
                name="learning_hours_are_required_once",
            ),
            models.CheckConstraint(
                condition=Q(lowest_grade__lte=F("highest_grade")),
                name="grades_of_required_hours_rise",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} · {self.since} · {self.hours}"

    @property
    def names_grades(self) -> bool:
        """Return whether it is asked of some grades only."""
        return (self.lowest_grade, self.highest_grade) != (LOWEST_GRADE, HIGHEST_GRADE)

    @property
    def names_highest(self) -> bool:
        """Return whether some grade is too high for it."""
        return self.highest_grade < HIGHEST_GRADE


class OwnStudyQuerySet(models.QuerySet["OwnStudy"]):
    def waiting(self) -> Self:
        return self.filter(state=OwnStudy.State.WAITING)

    def visible_to(self, viewer: Person) -> Self:
        """Return what the viewer may decide: of the people of their units, never their own."""
        managed = agencies_for(viewer, *STUDY_APPROVERS)
        serving = Posting.objects.on(timezone.localdate()).filter(agency__in=managed)
        others = self.exclude(person__in=viewer.principals(*STUDY_APPROVERS))
        # Asked for each study: a list of all who serve there may be a nation's.
        return others.filter(Exists(serving.filter(person=OuterRef("person"))))


class OwnStudy(models.Model):
    """Somebody states hours learnt outside of this site, and a manager approves them."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    person = models.ForeignKey(Person, models.PROTECT, related_name="own_studies")
    kind = models.CharField(_("kind"), max_length=10, choices=HoursKind.choices)
    day = models.DateField(_("day"))
    minutes = models.PositiveIntegerField(_("minutes"))
    subject = models.CharField(_("what was learnt"), max_length=200)
    note = models.CharField(_("note"), max_length=300, blank=True)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = OwnStudyQuerySet.as_manager()

    class Meta:
        verbose_name = _("study on one's own")
        verbose_name_plural = _("studies on one's own")
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=1440), name="a_study_fits_its_day"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at=None)
                | (~Q(state="waiting") & Q(answered_at__isnull=False)),
                name="a_study_is_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.subject}"
