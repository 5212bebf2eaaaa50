"""Rows of assignments: what an agency asks of whom, until when, and what people ask."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import reduce
from operator import or_
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.assignments.assignable import (
    ASSIGNABLE_KINDS,
    Assignable,
    AssignableKind,
    kind_of,
)
from courses.models.catalogue import Course
from courses.models.programme import Programme
from courses.models.sessions.session import ClassSession
from people.access import agencies_for, has_global_access
from people.models import Agency, Audience, Person, Posting, Role

# Whose people they see with names; the right of a line manager holds on the unit alone.
READERS = (Role.Kind.HR, Role.Kind.VIEWER, Role.Kind.LINE_MANAGER)
MOST_DUE_DAYS = 3650
_Rows = TypeVar("_Rows", bound="models.QuerySet[Any]")


def serves_in_reach(viewer: Person, *kinds: Role.Kind, path: str = "person") -> Q:
    """Return the condition that the person serves today where the viewer has such a role."""
    if has_global_access(viewer):
        return Q()
    serving = Posting.objects.on(timezone.localdate()).filter(person=OuterRef(path))
    # Asked for each person: a list of all who serve there may be a nation's.
    return Q(Exists(serving.filter(agency__in=agencies_for(viewer, *kinds))))


def load_what(rows: _Rows, path: str) -> _Rows:
    rows = rows.select_related(*(f"{path}{name}" for name in ASSIGNABLE_KINDS))
    # The longest column of both.
    return rows.defer(*(f"{path}{kind}__search_text" for kind in ("course", "programme")))


def _build_same(what: Assignable, path: str) -> Q:
    return Q(**{f"{path}{kind_of(what).name}": what})


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

    def with_what(self) -> Self:
        """Load what is assigned, of whichever kind, without its longest columns."""
        return load_what(self, "")

    def of(self, what: Assignable) -> Self:
        return self.filter(_build_same(what, ""))

    def visible_to(self, viewer: Person) -> Self:
        """Return those of the viewer's agencies, and those from above that reach their people."""
        if has_global_access(viewer):
            return self
        own = Q(agency__in=agencies_for(viewer, *READERS))
        rows = AssignedPerson.objects.filter(assignment=OuterRef("pk")).visible_to(viewer)
        return self.filter(own | Q(Exists(rows)))


class Assignment(models.Model):
    """An agency asks people to complete something: by a rule, or those of a list.

    A mandatory one has a due day, or so many days after it reached the person; a recommended
    one has none. It is for whom a rule finds (an empty one means everybody), for an audience of
    the agency, or without both for those whom acts of offices put on its list.
    It is a course, a programme or a class session: read ``what``, which need not be known here.
    """

    # Makes a bulk act that is repeated one assignment.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="assignments")
    course = models.ForeignKey(
        Course, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    session = models.ForeignKey(
        ClassSession, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
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
                condition=Q(course__isnull=False, programme=None, session=None)
                | Q(course=None, programme__isnull=False, session=None)
                | Q(course=None, programme=None, session__isnull=False),
                name="one_thing_is_assigned",
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
        return f"{self.pk} · {self.agency_id}"

    @property
    def kind(self) -> AssignableKind:
        kinds = ASSIGNABLE_KINDS.values()
        return next(one for one in kinds if getattr(self, f"{one.name}_id") is not None)

    @property
    def what(self) -> Assignable:
        """Return what is assigned."""
        found: Assignable = getattr(self, self.kind.name)
        return found

    @property
    def title(self) -> str:
        """Return the name of what is assigned."""
        return self.what.title

    @property
    def url(self) -> str:
        """Return the page of what is assigned, in the active language."""
        return reverse(self.kind.route, args=[getattr(self.what, self.kind.key)])

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
    MISSED = "missed", _("Missed")
    EXEMPT = "exempt", _("Exempt")
    LET_GO = "let_go", _("Let go")


def _build_offered() -> Q:
    """Return the condition that it can still be done: it is not taken off, cancelled or over."""
    return reduce(or_, (one.build_offered("assignment__") for one in ASSIGNABLE_KINDS.values()))


def _build_done() -> Q:
    """Return the condition that the person has done it: nothing of it is stored.

    What counts had not ended when the row reached them. Later ones end later, so an answer once
    given stays.
    """
    done = Q(pk__in=[])
    for kind in ASSIGNABLE_KINDS.values():
        rows = kind.find_done(OuterRef(f"assignment__{kind.name}"), OuterRef("reached_on"))
        done |= Q(Exists(rows.filter(person=OuterRef("person"))))
    return done


class AssignedPersonQuerySet(models.QuerySet["AssignedPerson"]):
    def visible_to(self, viewer: Person) -> Self:
        """Return rows of people who serve today where the viewer reads."""
        return self.filter(serves_in_reach(viewer, *READERS))

    def with_what(self) -> Self:
        """Load what is assigned, of whichever kind, and by whom."""
        return load_what(self, "assignment__").select_related("assignment__agency")

    def of(self, what: Assignable) -> Self:
        return self.filter(_build_same(what, "assignment__"))

    def asked(self, day: dt.date) -> Self:
        """Return rows by which something is asked of their person, done or not."""
        return self.filter(
            _build_offered(),
            let_go_on=None,
            exempted_on=None,
            assignment__ended_at=None,
            assignment__starts_on__lte=day,
        )

    def with_state(self, day: dt.date) -> Self:
        """Add ``is_done`` and ``state`` on the day: a few subqueries at most for each row."""
        return self.annotate(
            is_done=_build_done(),
            state=Case(
                When(let_go_on__isnull=False, then=Value(AssignedState.LET_GO)),
                When(is_done=True, then=Value(AssignedState.DONE)),
                When(exempted_on__isnull=False, then=Value(AssignedState.EXEMPT)),
                # Nobody is late for what was cancelled.
                When(
                    assignment__session__state=ClassSession.State.CANCELLED,
                    then=Value(AssignedState.LET_GO),
                ),
                When(
                    assignment__session__state=ClassSession.State.FINISHED,
                    then=Value(AssignedState.MISSED),
                ),
                When(due_on__lt=day, then=Value(AssignedState.OVERDUE)),
                default=Value(AssignedState.OPEN),
                output_field=models.CharField(),
            ),
        )

    def undone(self) -> Self:
        """Return rows whose person has not done it."""
        return self.filter(~_build_done())

    def count_states(self, day: dt.date) -> dict[int, dict[str, int]]:
        """Return how many rows are in each state, by assignment."""
        rows = self.with_state(day).order_by().values("assignment", "state")
        counts: dict[int, dict[str, int]] = {}
        for row in rows.annotate(people=Count("pk")):
            counts.setdefault(row["assignment"], {})[row["state"]] = row["people"]
        return counts


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
    def can_be_extended(self) -> bool:
        """Return whether it is due, and can be done on another day: a session cannot."""
        return self.due_on is not None and self.assignment.session_id is None

    @property
    def days_late(self) -> int:
        """Return for how many days it has been overdue today."""
        return max(0, (timezone.localdate() - self.due_on).days) if self.due_on else 0
