"""Reads what people have to do: their own list, and what stands on their page at an office."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from courses.models import (
    AssignableKind,
    AssignedPerson,
    AssignmentRequest,
    ClassSession,
    Course,
    Programme,
)
from people.models import Agency, Person


@dataclass(frozen=True)
class Duty:
    """What somebody is asked to complete, by the assignment that is due first."""

    assigned: AssignedPerson
    waiting: int | None  # the request that waits for an answer

    @property
    def kind(self) -> AssignableKind:
        return self.assigned.assignment.kind

    @property
    def what(self) -> Course | Programme | ClassSession:
        return self.assigned.assignment.what

    @property
    def title(self) -> str:
        return self.assigned.assignment.title

    @property
    def url(self) -> str:
        return self.assigned.assignment.url

    @property
    def agency(self) -> Agency:
        return self.assigned.assignment.agency

    @property
    def days_late(self) -> int:
        return self.assigned.days_late

    @property
    def days_left(self) -> int | None:
        """Return the days up to the due day; None where none is set, or it is over."""
        due_on = self.assigned.due_on
        days = (due_on - timezone.localdate()).days if due_on else -1
        return days if days >= 0 else None


def list_duties(person: Person, day: dt.date | None = None) -> list[Duty]:
    """Return what the person has still to do, the first due first, nothing twice: one query."""
    day = day or timezone.localdate()
    waiting = AssignmentRequest.objects.waiting().filter(assigned=OuterRef("pk"))
    rows = AssignedPerson.objects.asked(day).undone().filter(person=person)
    rows = rows.with_what().defer("assignment__rule")
    rows = rows.annotate(waiting_id=Subquery(waiting.values("pk")[:1]))
    first: dict[tuple[str, int], Duty] = {}
    # What is recommended stands last: databases disagree where NULL is.
    for row in rows.order_by(F("due_on").asc(nulls_last=True), "pk"):
        what = (row.assignment.kind.name, row.assignment.what.pk)
        first.setdefault(what, Duty(row, row.waiting_id))
    return list(first.values())
