"""Only writer of exemptions from a year that is not closed yet."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from courses.hours.years import LearningYear
from courses.models import (
    GIVEN_REASONS,
    ExemptionReason,
    YearExemption,
    YearlyObligation,
    YearStatus,
)
from courses.obligations.prescribing import YearIsClosed
from people.access import has_role_over
from people.history import office_acted
from people.models import Person, Role
from people.postings import posting_on
from people.text import clean


class NotTheirOffice(Exception):
    """They manage no office in which the person serves, or it is about themselves."""


def exempt_person(
    person: Person, year: LearningYear, *, reason: str, by: Person, note: str = ""
) -> YearExemption:
    """Let the person off the year; the same again changes nothing.

    Raise `NotTheirOffice` and `YearIsClosed`.
    """
    if reason not in GIVEN_REASONS:
        raise ValueError(reason)
    with transaction.atomic():
        _require_year_manager(person, by)
        _require_open_year(person, year)
        told = {"reason": ExemptionReason(reason), "note": clean(note), "given_by": by}
        row, is_new = YearExemption.objects.standing().get_or_create(
            person=person, year=year.number, defaults=told
        )
        if is_new:
            _enter_exemption("year.exempt", row, by)
    return row


def withdraw_exemption(exemption: YearExemption, *, by: Person) -> None:
    """Ask the year of the person again. Raise as `exempt_person` does."""
    with transaction.atomic():
        _require_year_manager(exemption.person, by)
        _require_open_year(exemption.person, LearningYear(exemption.year))
        standing = YearExemption.objects.standing().filter(pk=exemption.pk)
        # One UPDATE: of two at once only the first finds it standing.
        if standing.update(withdrawn_by=by, withdrawn_at=timezone.now()):
            _enter_exemption("year.ask_again", exemption, by)


def manages_person(by: Person, person: Person) -> bool:
    """Return whether they manage the person, who is not themselves nor whom they act for."""
    posting = posting_on(person, timezone.localdate())
    if posting is None or person.pk in by.principals(Role.Kind.HR):
        return False
    return has_role_over(by, Role.Kind.HR, posting.agency)


def _require_year_manager(person: Person, by: Person) -> None:
    if not manages_person(by, person):
        raise NotTheirOffice(by.pk)


def _require_open_year(person: Person, year: LearningYear) -> None:
    # The locks of who freezes people in this moment: they see the exemption, or it is refused.
    due = YearlyObligation.objects.due(timezone.localdate()).filter(year=year.number)
    list(due.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    if YearStatus.objects.filter(person=person, year=year.number).exists():
        raise YearIsClosed


def _enter_exemption(action: str, row: YearExemption, by: Person) -> None:
    # Without the note: it may tell of an illness.
    data = {"year": row.year, "reason": row.reason}
    office_acted.send(YearExemption, action=action, people=[row.person], by=by, data=data)
