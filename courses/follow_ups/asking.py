"""Asks who completed a course some months ago, and reminds once: one letter for all of a day.

The row is what was asked; whoever has one of a completion is not asked about it again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from courses.models import Enrolment, FollowUp
from people.messaging import is_quiet, notify_person
from people.models import Person, Posting
from people.queue import sweep_rows

_KIND, _REMINDER = "courses/use_asked", "courses/use_reminder"
_OPEN_FOR = dt.timedelta(days=60)
_REMIND_AFTER = dt.timedelta(days=14)
# Not about what was completed before anybody was asked, nor after the service stood still for
# months: who cannot remember the course cannot tell.
_LATEST = relativedelta(months=3)
# A run ends well before the worker's limit of five minutes; the next one goes on.
_MOST_PEOPLE = 1000
_MOST_LINES = 20


def ask_about_use(*, at: dt.datetime | None = None) -> int:
    """Ask the next people who completed courses so many months ago; return how many."""
    at = at or timezone.now()
    if is_quiet(at) or not settings.FOLLOW_UP_MONTHS:
        return 0
    due = _find_due(at)
    people = due.order_by("person").values("person").distinct()[:_MOST_PEOPLE]
    keys = [row["person"] for row in people]
    return _sweep_people(keys, lambda person: _ask_person(person, due, at))


def remind_of_use(*, at: dt.datetime | None = None) -> int:
    """Remind, once, the next people who have not answered; return how many."""
    at = at or timezone.now()
    if is_quiet(at):
        return 0
    waiting = FollowUp.objects.open(timezone.localdate(at)).filter(
        answer="",
        reminded_at=None,
        asked_at__lte=at - _REMIND_AFTER,
        enrolment__person__is_active=True,
    )
    people = waiting.order_by("enrolment__person").values("enrolment__person").distinct()
    keys = [row["enrolment__person"] for row in people[:_MOST_PEOPLE]]
    return _sweep_people(keys, lambda person: _remind_person(person, waiting, at))


def _sweep_people(keys: list[int], write: Callable[[Person], None]) -> int:
    people = Person.objects.filter(pk__in=keys).order_by("pk")
    return len(sweep_rows(people, write).results)


def _find_due(at: dt.datetime) -> QuerySet[Enrolment]:
    """Return completions of so many months ago, by people who serve today."""
    last = at - relativedelta(months=settings.FOLLOW_UP_MONTHS)
    serving = Posting.objects.counted_on(timezone.localdate(at))
    return Enrolment.objects.filter(
        # At work: of whom nobody employs nothing is to be asked.
        Exists(serving.filter(person=OuterRef("person"))),
        completed_at__gt=last - _LATEST,
        completed_at__lte=last,
        # Renewed by points: nothing of the course was done again.
        is_by_points=False,
        course__asks_feedback=True,
        follow_up=None,
        person__is_active=True,
    )


@transaction.atomic
def _ask_person(person: Person, due: QuerySet[Enrolment], at: dt.datetime) -> None:
    # Locked: two workers must not both find the same completions.
    Person.objects.select_for_update().get(pk=person.pk)
    asked = list(due.filter(person=person).select_related("course").order_by("completed_at"))
    if not asked:
        return
    closes_on = timezone.localdate(at) + _OPEN_FOR
    rows = [FollowUp(enrolment=one, asked_at=at, closes_on=closes_on) for one in asked]
    FollowUp.objects.bulk_create(rows)
    _write_letter(person, _KIND, asked, closes_on, at)


@transaction.atomic
def _remind_person(person: Person, waiting: QuerySet[FollowUp], at: dt.datetime) -> None:
    Person.objects.select_for_update().get(pk=person.pk)
    mine = waiting.filter(enrolment__person=person).select_related("enrolment__course")
    rows = list(mine.order_by("closes_on", "pk"))
    if not rows:
        return
    FollowUp.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=at)
    _write_letter(person, _REMINDER, [row.enrolment for row in rows], rows[0].closes_on, at)


def _write_letter(
    person: Person, kind: str, asked: Iterable[Enrolment], closes_on: dt.date, at: dt.datetime
) -> None:
    lines = [enrolment.course.titles for enrolment in asked]
    with translation.override(person.language):
        address = f"{settings.SITE_URL}{reverse('courses:work_use')}"
    facts = {
        "courses": lines[:_MOST_LINES],
        "more": len(lines[_MOST_LINES:]),
        "until": (closes_on - dt.timedelta(days=1)).isoformat(),
        "address": address,
    }
    # The day is the subject: of two workers one writes the letter of the day.
    day = timezone.localdate(at).isoformat()
    notify_person(person, kind, subject=day, facts=facts, at=at)
