"""Reminds people of what they have to do: one letter a day for all of it, in the daytime.

A row says on which day it is next to be told. Whoever did it meanwhile gets no letter. What a year
that ends soon asks is in the same letter.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from courses.assignments.due_days import find_next_reminder
from courses.models import AssignedPerson, ClassSession
from courses.obligations.reminders import (
    YearLine,
    note_reminded,
    pick_people_to_remind,
    read_year_lines,
)
from courses.obligations.telling import tell_frozen_people
from people.accounts.sending import queue_text
from people.messaging import is_quiet, notify_person
from people.models import Message, Person
from people.queue import sweep_pieces, sweep_rows

_KIND = "courses/duties"
# Lines of a letter; My learning has them all.
_MOST_LINES = 20
_SOON = dt.timedelta(days=14)
# A run ends well before the worker's limit of five minutes; the next one goes on.
_MOST_PEOPLE = 2000
_PEOPLE_AT_ONCE = 200


def remind_people(*, at: dt.datetime | None = None) -> int:
    """Write to the next people of whom something is to be told today; return how many."""
    at = at or timezone.now()
    if is_quiet(at):
        return 0
    today = timezone.localdate(at)
    reminded = tell_frozen_people(_MOST_PEOPLE, at=at) + _remind_of_years(at)
    due = AssignedPerson.objects.asked(today).filter(remind_on__lte=today)
    keys = due.order_by("person").values_list("person", flat=True).distinct()[:_MOST_PEOPLE]
    people = list(keys)
    _remind_pieces(people, at)
    return reminded + len(people)


def _remind_of_years(at: dt.datetime) -> int:
    """Write to the next people whose year ends soon; return how many were looked at."""
    today = timezone.localdate(at)
    obligation, people = pick_people_to_remind(today, _MOST_PEOPLE)
    if obligation is None:
        return 0
    for start in range(0, len(people), _PEOPLE_AT_ONCE):
        piece = people[start : start + _PEOPLE_AT_ONCE]
        _remind_pieces(piece, at, tells_year=True)
        note_reminded(obligation, piece, today)
    if not people:
        note_reminded(obligation, [], today)
    return len(people)


def _remind_pieces(keys: list[int], at: dt.datetime, *, tells_year: bool = False) -> None:
    remind = partial(_remind_piece, at=at, tells_year=tells_year)
    sweep_pieces(keys, remind, size=_PEOPLE_AT_ONCE)


def _remind_piece(keys: Sequence[int], *, at: dt.datetime, tells_year: bool) -> None:
    today = timezone.localdate(at)
    years = read_year_lines(keys, today)
    rows = AssignedPerson.objects.asked(today).undone().filter(person__in=keys)
    duties: dict[int, list[AssignedPerson]] = defaultdict(list)
    # Those of one day in the order in which they were assigned.
    for row in rows.with_what().order_by("due_on", "pk"):
        duties[row.person_id].append(row)

    def remind(person: Person) -> None:
        year = years.get(person.pk, [])
        _remind_of_duties(person, duties[person.pk], at, year, tells_year=tells_year)

    sweep_rows(Person.objects.filter(pk__in=keys).order_by("pk"), remind)


@transaction.atomic
def _remind_of_duties(
    person: Person,
    rows: list[AssignedPerson],
    at: dt.datetime,
    year: list[YearLine],
    *,
    tells_year: bool,
) -> None:
    today = timezone.localdate(at)
    told = Message.objects.filter(person=person, kind=_KIND, subject=today.isoformat())
    if told.exists():
        # One letter a day: what came in since then is told tomorrow.
        planned = AssignedPerson.objects.filter(person=person, remind_on__lte=today)
        planned.update(remind_on=today + dt.timedelta(days=1))
        return
    is_told = any(row.remind_on and row.remind_on <= today for row in rows)
    if is_told or (tells_year and year):
        _write_digest(person, rows, at, year)
    _plan_next(person, today)


def _write_digest(
    person: Person, rows: list[AssignedPerson], at: dt.datetime, year: list[YearLine]
) -> None:
    """Tell the person of what is new, due soon or overdue."""
    today = timezone.localdate(at)
    lines = list_digest_lines(rows, today)
    # What an assignment asks too has its line, with the day of that.
    asked = (row.assignment.what for row in rows)
    assigned = {str(what.key) for what in asked if not isinstance(what, ClassSession)}
    lines += [one.line for one in year if one.key not in assigned]
    with translation.override(person.language):
        page = f"{settings.SITE_URL}{reverse('courses:my_learning')}"
    facts = {"duties": lines[:_MOST_LINES], "more": len(lines[_MOST_LINES:]), "address": page}
    # The day is the subject: of two workers one writes the letter of the day.
    message = notify_person(person, _KIND, subject=today.isoformat(), facts=facts, at=at)
    queue_text(message, at=at)


def list_digest_lines(rows: Iterable[AssignedPerson], today: dt.date) -> list[dict[str, Any]]:
    """Return one line for each thing to do: of several due days the nearest."""
    lines: dict[tuple[str, int], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: (row.due_on or dt.date.max, row.pk)):
        is_told = row.remind_on is not None and row.remind_on <= today
        is_soon = row.due_on is not None and row.due_on <= today + _SOON
        if is_told or is_soon:
            what = row.assignment.what
            days = (today - row.due_on).days if row.due_on else 0
            line = {
                "titles": what.titles,
                "due": row.due_on and row.due_on.isoformat(),
                "late": max(0, days),
            }
            lines.setdefault((row.assignment.kind.name, what.pk), line)
    return list(lines.values())


def _plan_next(person: Person, today: dt.date) -> None:
    """Plan the next letter of each row that was due to be told, done or not."""
    rows = AssignedPerson.objects.filter(person=person, remind_on__lte=today)
    for row in rows.only("pk", "due_on"):
        remind_on = find_next_reminder(row.due_on, after=today)
        AssignedPerson.objects.filter(pk=row.pk).update(remind_on=remind_on)
