"""Only writer of yearly obligations: prescribes, changes and withdraws those that are open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.hours.requirements import NotTheOffice
from courses.hours.years import LearningYear
from courses.models import Course, Programme, YearlyObligation
from courses.models.hours import HIGHEST_GRADE, LOWEST_GRADE
from courses.obligations.levels import count_reached
from people.access import has_role_over
from people.history import office_acted
from people.models import Agency, Person, Role
from people.text import clean

REMINDER_DAYS = (30, 14, 3)  # before the cut-off day


class ImpossibleCutOff(Exception):
    """The cut-off day is over, or not within the year."""


class NothingPrescribed(Exception):
    """Neither a course nor a programme nor hours are asked."""


class AlreadyPrescribed(Exception):
    """The agency asks something of this level of post in the year already."""


class YearIsClosed(Exception):
    """The year was closed meanwhile."""


@dataclass(frozen=True)
class PostLevel:
    """Which posts are meant; what is left out means all."""

    lowest_grade: int = LOWEST_GRADE
    highest_grade: int = HIGHEST_GRADE
    unit_kind: str = ""
    position: str = ""


@dataclass(frozen=True)
class YearContent:
    """What is asked of a year, and until which day."""

    cut_off_on: dt.date
    courses: Collection[Course] = ()
    programmes: Collection[Programme] = ()
    asks_hours: bool = False


def draft_obligation(
    agency: Agency, year: LearningYear, content: YearContent, level: PostLevel | None = None
) -> YearlyObligation:
    """Return an obligation that is not saved, to preview of whom it would ask."""
    words = asdict(level or PostLevel())
    words["position"] = clean(words["position"])
    return YearlyObligation(
        agency=agency,
        year=year.number,
        cut_off_on=content.cut_off_on,
        asks_hours=content.asks_hours,
        **words,
    )


def prescribe_year(
    agency: Agency,
    year: LearningYear,
    content: YearContent,
    level: PostLevel | None = None,
    *,
    by: Person,
    on: dt.date | None = None,
) -> YearlyObligation:
    """Ask the content of a level of post in the agency and below, ``on`` another day than today.

    Raise `NotTheOffice`, `ImpossibleCutOff`, `NothingPrescribed` and `AlreadyPrescribed`.
    """
    _require_hr(agency, by)
    _check_content(year, content, on or timezone.localdate())
    row = draft_obligation(agency, year, content, level)
    row.set_by, row.set_at = by, timezone.now()
    row.remind_on = find_next_year_reminder(content.cut_off_on, after=timezone.localdate())
    row.expected = count_reached(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            _set_parts(row, content)
            enter_year_act("year.prescribe", row, by)
    except IntegrityError as error:
        raise AlreadyPrescribed from error
    return row


def change_year(obligation: YearlyObligation, content: YearContent, *, by: Person) -> None:
    """Ask another content, or until another day. Raise as `prescribe_year`, and `YearIsClosed`."""
    with transaction.atomic():
        row = lock_obligation(obligation.pk)
        _require_hr(row.agency, by)
        if row.closed_at or row.cut_off_on < timezone.localdate():
            raise YearIsClosed
        _check_content(LearningYear(row.year), content, timezone.localdate())
        row.cut_off_on, row.asks_hours = content.cut_off_on, content.asks_hours
        plan_year_reminders(row)
        row.save()
        _set_parts(row, content)
        enter_year_act("year.change", row, by)


def withdraw_year(obligation: YearlyObligation, *, by: Person) -> None:
    """Ask it of nobody any more; the history keeps that it was asked. Raise `YearIsClosed`."""
    with transaction.atomic():
        row = lock_obligation(obligation.pk)
        _require_hr(row.agency, by)
        if row.closed_at or row.statuses.exists():
            raise YearIsClosed
        enter_year_act("year.withdraw", row, by)
        row.delete()


def find_next_year_reminder(cut_off_on: dt.date, *, after: dt.date) -> dt.date | None:
    """Return the first day after the day on which people are reminded; None: no more."""
    days = [cut_off_on - dt.timedelta(days=days) for days in REMINDER_DAYS]
    return next((day for day in days if day > after), None)


def lock_obligation(pk: int) -> YearlyObligation:
    """Return the row, locked: who changes it and who freezes people by it wait for each other."""
    rows = YearlyObligation.objects.select_for_update(of=("self",)).select_related("agency")
    return rows.get(pk=pk)


def plan_year_reminders(row: YearlyObligation) -> None:
    """Set the next day of letters, from the first person on."""
    row.remind_on = find_next_year_reminder(row.cut_off_on, after=timezone.localdate())
    row.reminded_upto = 0


def enter_year_act(action: str, row: YearlyObligation, by: Person, reason: str = "") -> None:
    """Enter in the history what was done with the obligation."""
    data = {
        "agency": row.agency.names,
        "year": row.year,
        "cut_off_on": row.cut_off_on.isoformat(),
        "grades": [row.lowest_grade, row.highest_grade],
        "courses": [one.titles for one in row.courses.all()],
        "programmes": [one.titles for one in row.programmes.all()],
        "asks_hours": row.asks_hours,
        "reason": reason,
    }
    office_acted.send(YearlyObligation, action=action, people=[by], by=by, data=data)


def require_cut_off(year: LearningYear, day: dt.date, *, on: dt.date) -> None:
    """Raise `ImpossibleCutOff` for a day that is over, or outside of the year."""
    if not max(year.first_day, on) <= day <= year.last_day:
        raise ImpossibleCutOff


def _check_content(year: LearningYear, content: YearContent, on: dt.date) -> None:
    require_cut_off(year, content.cut_off_on, on=on)
    if not (content.courses or content.programmes or content.asks_hours):
        raise NothingPrescribed


def _set_parts(row: YearlyObligation, content: YearContent) -> None:
    row.courses.set(content.courses)
    row.programmes.set(content.programmes)


def _require_hr(agency: Agency, by: Person) -> None:
    if not has_role_over(by, Role.Kind.HR, agency):
        raise NotTheOffice(by.pk)
