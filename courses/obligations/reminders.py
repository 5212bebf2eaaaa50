"""Says who is to be told of a year that ends, and what: lines of the one letter of a day.

`courses.assignments.reminders` writes the letter. An obligation keeps the day of its next letter
and the last person that it told, so that a run that was killed goes on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext

from courses.hours.durations import round_hours
from courses.models import YearlyObligation, YearState
from courses.obligations.judging import YearReport, judge_people
from courses.obligations.prescribing import REMINDER_DAYS, find_next_year_reminder
from people.models import Person, Posting
from people.text.formatting import number


@dataclass(frozen=True)
class YearLine:
    """A line of a letter: a course by its key, or the hours."""

    key: str
    line: dict[str, Any]


def pick_people_to_remind(today: dt.date, limit: int) -> tuple[YearlyObligation | None, list[int]]:
    """Return the next people of an obligation whose day of letters has come."""
    due = YearlyObligation.objects.open_on(today).filter(remind_on__lte=today)
    obligation = due.select_related("agency").order_by("pk").first()
    if obligation is None:
        return None, []
    serving = Posting.objects.counted_on(today).filter(
        agency__path__startswith=obligation.agency.path, person__gt=obligation.reminded_upto
    )
    return obligation, list(serving.order_by("person").values_list("person", flat=True)[:limit])


def note_reminded(obligation: YearlyObligation, keys: list[int], today: dt.date) -> None:
    """Go on behind the people who were told; without any left, plan the next day."""
    row = YearlyObligation.objects.filter(pk=obligation.pk, remind_on=obligation.remind_on)
    if keys:
        row.update(reminded_upto=max(keys))
        return
    remind_on = find_next_year_reminder(obligation.cut_off_on, after=today)
    row.update(remind_on=remind_on, reminded_upto=0)


def read_year_lines(
    keys: Sequence[int], today: dt.date | None = None
) -> dict[int, list[YearLine]]:
    """Return what each of the people lacks of a year that ends within a month."""
    today = today or timezone.localdate()
    near = YearlyObligation.objects.open_on(today).filter(
        cut_off_on__lte=today + dt.timedelta(days=max(REMINDER_DAYS))
    )
    lines: dict[int, list[YearLine]] = {}
    for obligation in near.select_related("agency"):
        for report in judge_people(Person.objects.filter(pk__in=keys), obligation, day=today):
            if report.state not in (YearState.FULFILLED, YearState.EXEMPT):
                lines[report.person_id] = list(_write_missing(report))
    return lines


def _write_missing(report: YearReport) -> list[YearLine]:
    due = {"due": report.obligation.cut_off_on.isoformat(), "late": 0}
    found = [
        YearLine(str(part.what.key), {"titles": part.what.titles, **due})
        for part in report.missing
    ]
    if report.hours and report.hours.missing:
        found.append(YearLine("hours", {"titles": _name_hours(report.hours.missing), **due}))
    return found


def _name_hours(minutes: int) -> dict[str, str]:
    titles = {}
    for language in settings.OFFERED_LANGUAGES:
        with translation.override(language):
            told = gettext("Learning hours of the year: %(hours)s more")
            titles[language] = told % {"hours": number(round_hours(minutes))}
    return titles
