"""Finds the people of a batch within its agency, and tells of those it cannot certify."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from certification.batches.upload import BatchRow
from certification.models import Batch, BatchLine, Certificate
from people.imports.tables import Problem
from people.models import Agency, Person, Posting

AT_ONCE = 500


@dataclass(frozen=True)
class Candidate:
    """A person to be certified; ``line`` is where they stood in the file, if there was one."""

    person: Person
    score: int | None = None
    line: int = 0


@dataclass(frozen=True)
class Candidates:
    people: tuple[Candidate, ...]
    problems: tuple[Problem, ...] = ()


def find_people(rows: Iterable[BatchRow], agency: Agency, *, day: dt.date) -> Candidates:
    """Those posted in the agency or under it, on the day or today; the others are problems.

    Somebody of another agency is told like somebody who does not exist.
    """
    rows = list(rows)
    found: dict[str | None, Person] = {}
    for numbers in slices([row.staff_number for row in rows]):
        people = Person.objects.filter(staff_number__in=numbers, pk__in=posted(agency, day))
        found |= {person.staff_number: person for person in people}
    known = (row for row in rows if row.staff_number in found)
    return Candidates(
        tuple(Candidate(found[row.staff_number], row.score, row.line) for row in known),
        tuple(nobody(row, agency) for row in rows if row.staff_number not in found),
    )


def everyone_in(agency: Agency, *, day: dt.date) -> Candidates:
    """Everyone with a staff number who was posted in the agency or under it on the day."""
    postings = Posting.objects.on(day).filter(agency__in=Agency.objects.under(agency))
    people = Person.objects.filter(pk__in=postings.values("person")).exclude(staff_number=None)
    return Candidates(tuple(Candidate(person) for person in people.order_by("staff_number")))


def posted(agency: Agency, day: dt.date) -> object:
    """Keys of the people posted in the agency or under it on the day or today."""
    inside = Posting.objects.filter(agency__in=Agency.objects.under(agency))
    return (inside.on(day) | inside.on(timezone.localdate())).values("person")


def nobody(row: BatchRow, agency: Agency) -> Problem:
    message = format_lazy(
        _("Nobody with the staff number “{number}” was posted in {agency} on the day or today."),
        number=row.staff_number,
        agency=agency.name,
    )
    return Problem(row.line, "staff_number", message)


def leave_out_own(candidates: Candidates, *, by: Person) -> Candidates:
    """Without the person who makes the batch; the list may hold them, among others."""
    kept = tuple(one for one in candidates.people if one.person.pk != by.pk)
    told = _("Nobody acts on a certificate of their own.")
    own = (one for one in candidates.people if one.person.pk == by.pk)
    left = (Problem(one.line, "staff_number", told, Problem.Kind.CHECK) for one in own)
    return Candidates(kept, (*candidates.problems, *left))


def leave_out_holders(batch: Batch, candidates: Candidates) -> Candidates:
    """Without those who hold a certificate of the same course, or of the same title and day."""
    held = {
        key
        for some in slices([one.person.pk for one in candidates.people])
        for key in holders(batch, some)
    }
    kept = tuple(one for one in candidates.people if one.person.pk not in held)
    told = (holding(one) for one in candidates.people if one.person.pk in held)
    return Candidates(kept, (*candidates.problems, *told))


def holders(batch: Batch, people: list[int]) -> Iterator[int]:
    """Keys of those of the people who have a certificate of the same already, or are to get it."""
    same = Q(batch__kind=batch.kind, batch__completed_on=batch.completed_on)
    same &= Q(batch__titles=batch.titles)
    yield from BatchLine.objects.filter(same, person__in=people).values_list("person", flat=True)
    if batch.course_id:
        rows = Certificate.objects.current().filter(course=batch.course_id, person__in=people)
        rows = rows.exclude(expires_on__lte=timezone.localdate())
        yield from rows.values_list("person", flat=True)


def holding(one: Candidate) -> Problem:
    message = format_lazy(
        _("{name} ({number}) holds this certificate already, or waits for it; left out."),
        name=str(one.person),
        number=one.person.staff_number or "",
    )
    return Problem(one.line, "staff_number", message, Problem.Kind.CHECK)


def slices(keys: list) -> Iterator[list]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
