"""Decides how many hours a year are asked of somebody; only writer of these rules."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from courses.hours.years import LearningYear
from courses.models.hours import HIGHEST_GRADE, LOWEST_GRADE, HoursRequirement
from people.access import has_role_over
from people.history import office_acted
from people.models import Agency, Person, Posting, Role


class NotTheOffice(Exception):
    """The person manages neither the agency nor one above it."""


def require_hours(
    agency: Agency,
    *,
    hours: int,
    since: int,
    by: Person,
    lowest_grade: int = LOWEST_GRADE,
    highest_grade: int = HIGHEST_GRADE,
) -> HoursRequirement:
    """Ask so many hours from the year on, in the place of what was asked so. 0: none are asked.

    Raises `NotTheOffice`.
    """
    if not has_role_over(by, Role.Kind.HR, agency):
        raise NotTheOffice(by.pk)
    told = {"hours": hours, "set_by": by, "set_at": timezone.now()}
    with transaction.atomic():
        # Locked: of two who ask at once, the later word stands, and no rule is written twice.
        Agency.objects.select_for_update().get(pk=agency.pk)
        row, _is_new = HoursRequirement.objects.update_or_create(
            agency=agency,
            since=since,
            lowest_grade=lowest_grade,
            highest_grade=highest_grade,
            defaults=told,
        )
        # In the place of what was asked before, which the row keeps no more.
        data = {"agency": agency.names, "hours": hours, "since": since}
        data |= {"lowest_grade": lowest_grade, "highest_grade": highest_grade}
        office_acted.send(HoursRequirement, action="hours.require", people=[by], by=by, data=data)
    return row


def load_rules() -> list[HoursRequirement]:
    """Return what is asked anywhere, from whichever year on: few rows, compared in memory."""
    return list(HoursRequirement.objects.select_related("agency"))


def pick_minutes(rules: Iterable[HoursRequirement], path: str, grade: int | None) -> int | None:
    """Return what is asked of a grade in the agency of the path; None: nothing.

    The nearest agency's word counts, of its rules that for named grades, of these the latest.
    """
    fitting = [rule for rule in rules if _fits(rule, path, grade)]
    best = max(fitting, key=_rank, default=None)
    return best.hours * 60 if best and best.hours else None


def _fits(rule: HoursRequirement, path: str, grade: int | None) -> bool:
    if not path.startswith(rule.agency.path):
        return False
    if not rule.names_grades:
        return True
    return grade is not None and rule.lowest_grade <= grade <= rule.highest_grade


def _rank(rule: HoursRequirement) -> tuple[int, bool, int]:
    return (rule.agency.depth, rule.names_grades, rule.since)


def find_postings(people: QuerySet[Person], year: LearningYear) -> QuerySet[Posting]:
    """Return where people serve on the last day of the year, or today while it lasts."""
    day = min(year.last_day, timezone.localdate())
    return Posting.objects.on(day).filter(person__in=people)
