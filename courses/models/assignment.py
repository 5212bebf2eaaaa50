"""Rows of assignments: which course an agency asks of whom, until when, and what people ask."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.catalogue import Course
from courses.models.record import Enrolment
from people.access import agencies_for, has_global_access
from people.dual_control import asked_by_same_authority
from people.models import Agency, Audience, Person, Posting, Role

# Whose people they see with names; the right of a line manager holds on the unit alone.
READERS = (Role.Kind.HR, Role.Kind.VIEWER, Role.Kind.LINE_MANAGER)
_DECIDERS = (Role.Kind.HR, Role.Kind.LINE_MANAGER)
MOST_DUE_DAYS = 3650


def serves_in_reach(viewer: Person, *kinds: Role.Kind, path: str = "person") -> Q:
    """Return the condition that the person serves today where the viewer has such a role."""
    if has_global_access(viewer):
        return Q()
    serving = Posting.objects.on(timezone.localdate()).filter(person=OuterRef(path))
    # Asked for each person: a list of all who serve there may be a nation's.
    return Q(Exists(serving.filter(agency__in=agencies_for(viewer, *kinds))))


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def running(self, day: dt.date) -> Self:
        """Return assignments that have begun on the day and were not ended."""
        return self.filter(ended_at=None, starts_on__lte=day)

    def unapplied(self, day: dt.date) -> Self:
        """Return those under way that have not reached everybody of their first day yet."""
        return self.running(day).filter(applied_at=None)

    def managed_by(self, viewer: Person) -> Self:
        """Return those of agencies where the viewer is an HR manager."""
        return self.filter(agency__in=agencies_for(viewer, Role.Kind.HR))

    def visible_to(self, viewer: Person) -> Self:
        """Return those of the viewer's agencies, and those from above that reach their people."""
        if has_global_access(viewer):
            return self
        own = Q(agency__in=agencies_for(viewer, *READERS))
        rows = AssignedPerson.objects.filter(assignment=OuterRef("pk")).visible_to(viewer)
        return self.filter(own | Q(Exists(rows)))


class Assignment(models.Model):
    """An agency asks people to complete a course: by a rule, or those of a list.

    A mandatory one has a due day, or so many days after it reached the person; a recommended
    one has none. It is for whom a rule finds (an empty one means everybody), for an audience of
    the agency, or without both for those whom acts of offices put on its list.
    What is assigned is read from ``title`` and `AssignedPersonQuerySet.undone` alone.
    """

    # Makes a bulk act that is repeated one assignment.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="assignments")
    course = models.ForeignKey(Course, models.PROTECT, related_name="assignments")
    rule = models.JSONField(null=True, blank=True)
    # Of the same agency: who is in it is asked on each day.
    audience = models.ForeignKey(
        Audience, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    is_mandatory = models.BooleanField(default=True)
    due_on = models.DateField(null=True, blank=True)
    due_days = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField()
    takes_until = models.DateField(null=True, blank=True)  # the first day that takes nobody new
    # How many it was to reach when it was made: what the progress of applying it is measured by.
    expected = models.PositiveIntegerField(default=0)
    applied_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True, default="")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "agency"], name="one_assignment_a_key_and_agency"
            ),
            models.CheckConstraint(
                condition=Q(is_mandatory=True, due_on__isnull=False, due_days=None)
                | Q(is_mandatory=True, due_on=None, due_days__isnull=False)
                | Q(is_mandatory=False, due_on=None, due_days=None),
                name="what_is_mandatory_is_due_in_one_way",
            ),
            models.CheckConstraint(
                condition=Q(rule__isnull=True) | Q(audience=None),
                name="an_assignment_has_a_rule_or_an_audience",
            ),
            models.CheckConstraint(
                condition=Q(due_days=None) | Q(due_days__gte=1, due_days__lte=MOST_DUE_DAYS),
                name="an_assignment_is_due_in_possible_days",
            ),
            models.CheckConstraint(
                condition=Q(takes_until=None) | Q(takes_until__gt=F("starts_on")),
                name="an_assignment_takes_people_for_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="somebody_ends_an_assignment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} · {self.agency_id}"

    @property
    def title(self) -> str:
        """Return the name of what is assigned."""
        return self.course.title

    @property
    def is_list(self) -> bool:
        """Return whether acts of offices put people on it, and nobody comes in by themselves."""
        return self.rule is None and self.audience_id is None

    def takes_on(self, day: dt.date) -> bool:
        """Return whether people who come in on the day are reached."""
        return self.takes_until is None or day < self.takes_until


class AssignedState(models.TextChoices):
    """What became of an assignment for a person; derived, never stored."""

    OPEN = "open", _("Still to do")
    OVERDUE = "overdue", _("Overdue")
    DONE = "done", _("Done")
    EXEMPT = "exempt", _("Exempt")
    LET_GO = "let_go", _("Let go")


class AssignedPersonQuerySet(models.QuerySet["AssignedPerson"]):
    def visible_to(self, viewer: Person) -> Self:
        """Return rows of people who serve today where the viewer reads."""
        return self.filter(serves_in_reach(viewer, *READERS))

    def asked(self, day: dt.date) -> Self:
        """Return rows by which something is asked of their person, done or not."""
        return self.filter(
            let_go_on=None,
            exempted_on=None,
            assignment__ended_at=None,
            assignment__starts_on__lte=day,
        )

    def with_state(self, day: dt.date) -> Self:
        """Add ``is_done`` and ``state`` on the day: two subqueries at most for each row."""
        return self.annotate(
            is_done=Exists(self._completions()),
            state=Case(
                When(let_go_on__isnull=False, then=Value(AssignedState.LET_GO)),
                When(is_done=True, then=Value(AssignedState.DONE)),
                When(exempted_on__isnull=False, then=Value(AssignedState.EXEMPT)),
                When(due_on__lt=day, then=Value(AssignedState.OVERDUE)),
                default=Value(AssignedState.OPEN),
                output_field=models.CharField(),
            ),
        )

    def undone(self) -> Self:
        """Return rows whose course their person has not completed."""
        return self.filter(~Exists(self._completions()))

    def count_states(self, day: dt.date) -> dict[int, dict[str, int]]:
        """Return how many rows are in each state, by assignment."""
        rows = self.with_state(day).order_by().values("assignment", "state")
        counts: dict[int, dict[str, int]] = {}
        for row in rows.annotate(people=Count("pk")):
            counts.setdefault(row["assignment"], {})[row["state"]] = row["people"]
        return counts

    @staticmethod
    def _completions() -> models.QuerySet[Enrolment]:
        """Return completions that count: those that had not ended when the row reached them.

        Later ones end later, so an answer once given stays.
        """
        completed = Enrolment.objects.completed().filter(
            person=OuterRef("person"), course=OuterRef("assignment__course")
        )
        return completed.filter(Q(ends_on=None) | Q(ends_on__gt=OuterRef("reached_on")))


class AssignedPerson(models.Model):
    """States that an assignment reached a person on a day, and until when it is due.

    Who left the rule or the unit is let go, dated; who comes in again gets a further row.
    ``remind_on`` is the day of the next letter. `courses.assignments` is the only writer.
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, models.PROTECT, related_name="assigned")
    reached_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    let_go_on = models.DateField(null=True, blank=True)
    exempted_on = models.DateField(null=True, blank=True)
    remind_on = models.DateField(null=True, blank=True)

    objects = AssignedPersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("assigned person")
        verbose_name_plural = _("assigned people")
        constraints = [
            # Of two sweeps at once the second finds the row of the first.
            models.UniqueConstraint(
                fields=["assignment", "person"],
                condition=Q(let_go_on=None),
                name="an_assignment_reaches_a_person_once",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("reached_on")),
                name="nothing_is_due_before_it_is_assigned",
            ),
        ]
        indexes = [
            models.Index(
                fields=["remind_on"],
                condition=Q(remind_on__isnull=False),
                name="assigned_to_be_reminded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} · {self.person_id}"

    @property
    def days_late(self) -> int:
        """Return for how many days it has been overdue today."""
        return max(0, (timezone.localdate() - self.due_on).days) if self.due_on else 0


class AssignmentRequestQuerySet(models.QuerySet["AssignmentRequest"]):
    def waiting(self) -> Self:
        return self.filter(state=AssignmentRequest.State.WAITING)

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
    """A person asks, with a reason, for more time or not to have to take the course."""

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
    due_before = models.DateField(null=True, blank=True)  # what an undone extension goes back to
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
