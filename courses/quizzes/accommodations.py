"""Gives and ends accommodations: their only writer, and who may.

Nothing of what they say goes into the history, which nobody can erase: it tells that, by whom and
when.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from courses.models import Accommodation, Attempt
from courses.progress.enrolment import lock_enrolment
from courses.quizzes.attempts import close_overdue_attempts
from courses.quizzes.lengthening import lengthen_paper
from courses.quizzes.standing import count_minutes
from people.access import has_global_access, has_role_over
from people.history import office_acted
from people.messaging import notify_person
from people.models import Person, Role
from people.postings import posting_on
from people.text import clean

_GIVERS = (Role.Kind.HR, Role.Kind.TRAINER)


class NotTheirs(PermissionDenied):
    """The person is not in an office of which the other is HR manager or trainer."""


class NothingGiven(Exception):
    """The accommodation gives neither time nor breaks nor anything else."""


class GivenAlready(Exception):
    """An accommodation of the person begins on that day: it is ended first."""


@dataclass(frozen=True)
class AccommodationWish:
    """What is to be given; ``valid_to`` is the first day on which it holds no more."""

    reason: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    time_percent: int = 100
    break_minutes: int = 0
    other: str = ""

    @property
    def is_empty(self) -> bool:
        return self.time_percent == 100 and not self.break_minutes and not self.other


def may_accommodate(by: Person, person: Person, *, at: dt.datetime | None = None) -> bool:
    """Return whether ``by`` is HR manager or trainer of the person's office, never of themselves.

    Nor of whoever they act for.
    """
    if person.pk in by.principals(*_GIVERS):
        return False
    posting = posting_on(person, timezone.localdate(at))
    if posting is None:  # citizens, whom no office has
        return has_global_access(by)
    return any(has_role_over(by, kind, posting.agency) for kind in _GIVERS)


def list_current(person: Person, *, at: dt.datetime | None = None) -> QuerySet[Accommodation]:
    """Return the accommodations that hold today."""
    return Accommodation.objects.on(timezone.localdate(at)).filter(person=person)


def give_accommodation(
    person: Person, wish: AccommodationWish, *, by: Person, at: dt.datetime | None = None
) -> Accommodation:
    """Record the accommodation, lengthen papers that are open, and tell the person.

    Raise `NotTheirs`, `NothingGiven` and `GivenAlready`.
    """
    at = at or timezone.now()
    _require_right(by, person, at)
    if wish.is_empty or not clean(wish.reason):
        raise NothingGiven
    # A paper whose time is over is closed, whether or not the sweep has come round to it.
    close_overdue_attempts(at=at, enrolment__person=person)
    with transaction.atomic():
        open_papers = _lock_open_papers(person)
        before = {one.pk: _count_minutes(one, at) for one in open_papers}
        row = Accommodation(person=person, given_by=by, given_at=at, **vars(wish))
        # Ignored where one begins that day: a broken constraint would end the transaction.
        Accommodation.objects.bulk_create([row], ignore_conflicts=True)
        rows = Accommodation.objects.standing().filter(person=person, given_by=by, given_at=at)
        kept = rows.filter(valid_from=wish.valid_from).first()
        if kept is None:
            raise GivenAlready
        for paper in open_papers:
            lengthen_paper(paper, _count_minutes(paper, at) - before[paper.pk])
        _record_accommodation("give", kept, by)
    return kept


def end_accommodation(
    accommodation: Accommodation, *, by: Person, at: dt.datetime | None = None
) -> None:
    """End it at once; papers that are open keep their time. A second time changes nothing.

    Raise `NotTheirs`.
    """
    at = at or timezone.now()
    _require_right(by, accommodation.person, at)
    with transaction.atomic():
        # One UPDATE: of two who end it at once, the first counts.
        standing = Accommodation.objects.standing().filter(pk=accommodation.pk)
        if standing.update(ended_by=by, ended_at=at):
            _record_accommodation("end", accommodation, by)
    accommodation.refresh_from_db()


def _require_right(by: Person, person: Person, at: dt.datetime) -> None:
    if not may_accommodate(by, person, at=at):
        raise NotTheirs


def _lock_open_papers(person: Person) -> list[Attempt]:
    papers = Attempt.objects.filter(enrolment__person=person, submitted_at=None)
    for enrolment in sorted(set(papers.values_list("enrolment", flat=True))):
        lock_enrolment(enrolment)
    return list(papers.exclude(closes_at=None).select_related("quiz", "enrolment"))


def _count_minutes(paper: Attempt, at: dt.datetime) -> int:
    # With what was ended since: given and ended by turns, one would add up without an end.
    begun_at = paper.started_at
    return count_minutes(paper.quiz, paper.enrolment, at=at, begun_at=begun_at) or 0


def _record_accommodation(act: str, row: Accommodation, by: Person) -> None:
    office_acted.send(
        Accommodation, action=f"accommodation.{act}", people=[row.person], by=by, data={}
    )
    with translation.override(row.person.language):
        path = reverse("courses:own_accommodations")
    # Without a word of what it is: a letter is read over many shoulders.
    subject, facts = f"{row.pk}/{act}", {"path": path}
    notify_person(row.person, "courses/accommodation", subject=subject, facts=facts)
