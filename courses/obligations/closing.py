"""Freezes years after their cut-off day: only writer of `YearStatus`.

A person whose row is written is passed over, so a worker that was killed, and two at once, do no
harm: the database takes one row a person and year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import PROTECT, Exists, OuterRef, ProtectedError
from django.utils import timezone

from courses.hours.requirements import NotTheOffice
from courses.hours.years import LearningYear
from courses.models import YearlyObligation, YearStatus
from courses.obligations.judging import YearReport, judge_people
from courses.obligations.levels import count_reached
from courses.obligations.prescribing import (
    enter_year_act,
    lock_obligation,
    plan_year_reminders,
    require_cut_off,
)
from people.access import has_role_over
from people.models import Person, Posting, Role
from people.queue import sweep_pieces, sweep_rows

# On SQLite everybody else who writes waits for a piece.
_PIECE_SIZE = 500


class YearRestsElsewhere(Exception):
    """Something rests on the closed year: a correction, or a statement that was made."""


def close_due_years(*, day: dt.date | None = None) -> None:
    """Freeze every year whose cut-off day is over, or go on where a worker stopped."""
    day = day or timezone.localdate()
    due = YearlyObligation.objects.due(day).order_by("cut_off_on", "pk")
    sweep_rows(due.values_list("pk", flat=True), lambda pk: close_year(pk, day=day))


def close_year(pk: int, *, day: dt.date | None = None) -> None:
    """Freeze the year of everybody of whom the obligation asks it, once its day is over."""
    day = day or timezone.localdate()
    obligation = YearlyObligation.objects.due(day).select_related("agency").filter(pk=pk).first()
    if obligation is None:
        return
    expected = count_reached(obligation)
    YearlyObligation.objects.filter(pk=pk, closed_at=None).update(expected=expected)
    keys = _list_candidates(obligation)
    swept = sweep_pieces(
        keys, lambda piece: _freeze_piece(obligation, piece, day), size=_PIECE_SIZE
    )
    # With somebody left out it is not closed: they are tried again.
    if swept.failed or not all(swept.results):
        return
    # Due still: one that was opened again in this moment runs on.
    YearlyObligation.objects.due(day).filter(pk=pk).update(
        closed_at=timezone.now(), remind_on=None, reminded_upto=0, told_at=None
    )


def _list_candidates(obligation: YearlyObligation) -> list[int]:
    """Return who served at or under the agency on the cut-off day and is not frozen yet."""
    serving = Posting.objects.counted_on(obligation.cut_off_on)
    serving = serving.filter(agency__path__startswith=obligation.agency.path)
    frozen = YearStatus.objects.filter(year=obligation.year, person=OuterRef("person"))
    # The keys at once, and no rows: those of a nation are a few megabytes.
    return list(
        serving.exclude(Exists(frozen)).order_by("person").values_list("person", flat=True)
    )


def _freeze_piece(obligation: YearlyObligation, keys: Sequence[int], day: dt.date) -> bool:
    """Write the rows of the people; return False if the year was reopened meanwhile."""
    with transaction.atomic():
        row = lock_obligation(obligation.pk)
        if row.closed_at or row.cut_off_on >= day:
            return False
        reports = judge_people(Person.objects.filter(pk__in=keys), row, day=day)
        rows = [_build_status(report) for report in reports]
        # Conflicts: another sweep has frozen some of them in this moment.
        YearStatus.objects.bulk_create(rows, ignore_conflicts=True)
    return True


def _build_status(report: YearReport) -> YearStatus:
    return YearStatus(
        person_id=report.person_id,
        year=report.obligation.year,
        obligation=report.obligation,
        agency=report.posting.agency,
        position=report.posting.position,
        grade=report.posting.grade,
        state=report.state,
        exempt_reason=report.exempt_reason,
        facts=report.facts,
        cut_off_on=report.obligation.cut_off_on,
        frozen_at=timezone.now(),
    )


def is_year_held(obligation: YearlyObligation) -> bool:
    """Return whether something rests on what was frozen: then it is opened no more."""
    # Whatever app keeps it: it protects the rows from being deleted.
    holders = [one for one in YearStatus._meta.related_objects if one.on_delete is PROTECT]
    return any(
        one.related_model._base_manager.filter(
            **{f"{one.field.name}__obligation": obligation}
        ).exists()
        for one in holders
    )


def reopen_year(
    obligation: YearlyObligation, *, cut_off_on: dt.date, reason: str, by: Person
) -> None:
    """Take the closing back, and let the year run until another day.

    Raise `NotTheOffice`, `ImpossibleCutOff` and, once something rests on it, `YearRestsElsewhere`.
    """
    with transaction.atomic():
        row = lock_obligation(obligation.pk)
        if not has_role_over(by, Role.Kind.HR, row.agency):
            raise NotTheOffice(by.pk)
        require_cut_off(LearningYear(row.year), cut_off_on, on=timezone.localdate())
        # Locked, as by who asks a correction of one or makes a statement of it: what they write
        # is seen here, or they find the row no more.
        list(row.statuses.select_for_update().order_by("pk").values_list("pk"))
        try:
            row.statuses.all().delete()
        except ProtectedError as error:
            raise YearRestsElsewhere from error
        row.closed_at, row.cut_off_on = None, cut_off_on
        plan_year_reminders(row)
        row.save()
        enter_year_act("year.reopen", row, by, reason)
