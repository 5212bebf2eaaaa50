"""Tells line managers once a week how many of their people are long overdue."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone, translation

from courses.assignments.requests import list_deciders
from courses.models import AssignedPerson
from people.messaging import is_quiet, notify_person
from people.models import Agency, Person, Posting
from people.queue import sweep_rows

_KIND = "courses/duties_late"
_LATE_AFTER = dt.timedelta(days=7)


def tell_line_managers(*, at: dt.datetime | None = None) -> int:
    """Write to whoever is in charge of people seven days late or more; return to how many.

    Without names: a letter is read by more people than a page that asks who one is.
    """
    at = at or timezone.now()
    if is_quiet(at):
        return 0
    today = timezone.localdate(at)
    told: dict[Person, list[dict[str, Any]]] = defaultdict(list)
    for agency, person_count in _count_late(today):
        for manager in list_deciders(agency):
            told[manager].append({"agency": agency.names, "count": person_count})
    return len(sweep_rows(told, lambda manager: _tell_manager(manager, told[manager], at)).results)


def _tell_manager(manager: Person, units: list[dict[str, Any]], at: dt.datetime) -> None:
    with translation.override(manager.language):
        page = f"{settings.SITE_URL}{reverse('courses:assignments')}"
    facts = {"units": units, "address": page}
    year, week, _day = timezone.localdate(at).isocalendar()
    # The week is the subject: told once, whenever in it.
    notify_person(manager, _KIND, subject=f"{year}-W{week:02}", facts=facts, at=at)


def _count_late(today: dt.date) -> list[tuple[Agency, int]]:
    """Return units with how many of their people have something long overdue."""
    late = AssignedPerson.objects.asked(today).undone().filter(due_on__lte=today - _LATE_AFTER)
    serving = Posting.objects.on(today).filter(person__in=late.values("person"))
    rows = list(serving.order_by().values_list("agency").annotate(people=Count("person")))
    agencies = Agency.objects.in_bulk([pk for pk, _people in rows])
    return [(agencies[pk], people) for pk, people in rows]
