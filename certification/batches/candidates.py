"""Finds the people of a batch within its agency, and says who of a list is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from certification.batches.upload import BatchRow
from certification.models import Batch, BatchLine, Certificate
from courses.models import ClassSession, SessionSeat
from people.imports import Problem
from people.models import Agency, Person, Posting, Role
from people.text.formatting import percent

_CHUNK_SIZE = 500  # keys of one query: SQLite limits the variables of a statement

_Key = TypeVar("_Key")


@dataclass(frozen=True)
class Candidate:
    """A person to certify; ``line`` is their line in the uploaded file, 0 without one."""

    person: Person
    score: int | None = None
    line: int = 0


@dataclass(frozen=True)
class CandidateList:
    people: tuple[Candidate, ...]
    problems: tuple[Problem, ...] = ()


def find_candidates(rows: Iterable[BatchRow], agency: Agency, *, day: dt.date) -> CandidateList:
    """Return those posted in the agency or under it, on the day or today; others are problems."""
    rows = list(rows)
    found: dict[str | None, Person] = {}
    for numbers in _iter_chunks([row.staff_number for row in rows]):
        people = Person.objects.filter(
            staff_number__in=numbers, pk__in=_select_posted_people(agency, day)
        )
        found |= {person.staff_number: person for person in people}
    known = (row for row in rows if row.staff_number in found)
    return CandidateList(
        tuple(Candidate(found[row.staff_number], row.score, row.line) for row in known),
        tuple(
            _build_unknown_problem(row, agency) for row in rows if row.staff_number not in found
        ),
    )


def find_all_staff(agency: Agency, *, day: dt.date) -> CandidateList:
    """Return everyone with a staff number posted in the agency or under it on the day."""
    postings = Posting.objects.on(day).filter(agency__in=Agency.objects.under(agency))
    people = Person.objects.filter(pk__in=postings.values("person")).exclude(staff_number=None)
    return CandidateList(tuple(Candidate(person) for person in people.order_by("staff_number")))


def find_attendants(
    session: ClassSession, agency: Agency, *, least: int, day: dt.date
) -> CandidateList:
    """Return who attended enough of a finished session and serves in the agency or under it.

    The others who had a seat are named with the reason, and left out.
    """
    seats = list(session.seats.seated().select_related("person").order_by("pk"))
    posted = {
        key
        for some in _iter_chunks([seat.person_id for seat in seats])
        for key in _select_posted_people(agency, day)
        .filter(person__in=some)
        .values_list("person", flat=True)
    }
    enough = [seat for seat in seats if seat.share is not None and seat.share >= least]
    people = tuple(Candidate(seat.person) for seat in enough if seat.person_id in posted)
    elsewhere = (
        _build_seat_problem(
            _("{name} was not posted in {agency} on the day or today."), seat, agency
        )
        for seat in enough
        if seat.person_id not in posted
    )
    less = (
        _build_seat_problem(_("{name} attended {share} of the session."), seat, agency)
        for seat in seats
        if seat not in enough
    )
    return CandidateList(people, (*less, *elsewhere))


def _build_seat_problem(words: Any, seat: SessionSeat, agency: Agency) -> Problem:
    message = format_lazy(
        words, name=str(seat.person), share=percent(seat.share or 0), agency=agency.name
    )
    return Problem(0, "session", message, Problem.Kind.CHECK)


def _select_posted_people(agency: Agency, day: dt.date) -> QuerySet[Posting, Any]:
    """Select keys of the people posted in the agency or under it on the day or today."""
    inside = Posting.objects.filter(agency__in=Agency.objects.under(agency))
    return (inside.on(day) | inside.on(timezone.localdate())).values("person")


def _build_unknown_problem(row: BatchRow, agency: Agency) -> Problem:
    # The same words for a person of another agency and for nobody: a registrar learns no
    # numbers of other agencies.
    message = format_lazy(
        _("Nobody with the staff number “{number}” was posted in {agency} on the day or today."),
        number=row.staff_number,
        agency=agency.name,
    )
    return Problem(row.line, "staff_number", message)


def exclude_creator(candidates: CandidateList, *, by: Person) -> CandidateList:
    """Leave out the creator of the batch, and whom they act for, with a note."""
    principals = by.principals(Role.Kind.REGISTRAR)
    people = tuple(one for one in candidates.people if one.person.pk not in principals)
    told = _("Nobody acts on a certificate of their own.")
    own = (one for one in candidates.people if one.person.pk in principals)
    left = (Problem(one.line, "staff_number", told, Problem.Kind.CHECK) for one in own)
    return CandidateList(people, (*candidates.problems, *left))


def exclude_holders(batch: Batch, candidates: CandidateList) -> CandidateList:
    """Leave out those who hold a certificate of the course, or of the same title and day."""
    held = {
        key
        for some in _iter_chunks([one.person.pk for one in candidates.people])
        for key in _find_holder_ids(batch, some)
    }
    people = tuple(one for one in candidates.people if one.person.pk not in held)
    told = (_build_holder_problem(one) for one in candidates.people if one.person.pk in held)
    return CandidateList(people, (*candidates.problems, *told))


def _find_holder_ids(batch: Batch, people: list[int]) -> Iterator[int]:
    """Yield keys of the people who hold this certificate already or are to get it."""
    same = Q(batch__kind=batch.kind, batch__completed_on=batch.completed_on)
    same &= Q(batch__titles=batch.titles)
    yield from BatchLine.objects.filter(same, person__in=people).values_list("person", flat=True)
    if batch.course_id:
        rows = Certificate.objects.current().filter(course=batch.course_id, person__in=people)
        rows = rows.exclude(expires_on__lte=timezone.localdate())
        yield from rows.values_list("person", flat=True)


def _build_holder_problem(one: Candidate) -> Problem:
    message = format_lazy(
        _("{name} ({number}) holds this certificate already, or waits for it; left out."),
        name=str(one.person),
        number=one.person.staff_number or "",
    )
    return Problem(one.line, "staff_number", message, Problem.Kind.CHECK)


def _iter_chunks(keys: list[_Key]) -> Iterator[list[_Key]]:
    return (keys[start : start + _CHUNK_SIZE] for start in range(0, len(keys), _CHUNK_SIZE))
