"""Lets a second person compare entries with the paper and confirm them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet

from courses.models import PaperEntry, PaperSheet, PaperTest
from courses.papers.access import is_own_sheet, lock_test, now_or, require_keeper, require_window
from courses.papers.entering import TASK
from courses.papers.refusals import PaperRefusal
from people.dual_control import asked_by_same_authority
from people.models import Person
from people.queue import enqueue_on_commit

_State = PaperSheet.State


@dataclass
class ConfirmOutcome:
    """How many sheets were confirmed, and why the others were not."""

    confirmed: int = 0
    left_out: list[tuple[PaperSheet, PaperRefusal]] = field(default_factory=list)


def list_to_confirm(test: PaperTest, person: Person) -> QuerySet[PaperSheet]:
    """Return the sheets that the person may confirm: neither entered by them nor their own."""
    rows = test.sheets.filter(state=_State.ENTERED)
    own = asked_by_same_authority(person, asker="entered_by", at="entered_at")
    return rows.exclude(own).exclude(seat__person=person)


@transaction.atomic
def confirm_sheets(
    test: PaperTest,
    seen: Mapping[int, str],
    *,
    by: Person,
    at: dt.datetime | None = None,
) -> ConfirmOutcome:
    """Confirm entries by the id of the sheet; ``seen`` says which entry was looked at.

    What was entered anew meanwhile is left, and told. The worker marks the rest. Raise
    `PaperRefused`.
    """
    at, locked = now_or(at), lock_test(test.pk)
    require_keeper(by, locked.session)
    require_window(locked.session, at)
    sheets = locked.sheets.filter(pk__in=seen).select_related("seat__person")
    allowed = set(list_to_confirm(locked, by).values_list("pk", flat=True))
    outcome, confirmed = ConfirmOutcome(), []
    for sheet in sheets.prefetch_related("entries"):
        refusal = _find_refusal(sheet, seen[sheet.pk], allowed, by)
        if refusal:
            outcome.left_out.append((sheet, refusal))
            continue
        sheet.state, sheet.confirmed_by = _State.CONFIRMED, by
        sheet.confirmed_at, sheet.refusal = at, ""
        confirmed.append(sheet)
    fields = ["state", "confirmed_by", "confirmed_at", "refusal"]
    PaperSheet.objects.bulk_update(confirmed, fields, batch_size=200)
    outcome.confirmed = len(confirmed)
    if confirmed:
        enqueue_on_commit(TASK, locked.pk)
    return outcome


def _find_refusal(
    sheet: PaperSheet, seen: str, allowed: set[int], by: Person
) -> PaperRefusal | None:
    if sheet.is_final:
        return PaperRefusal.FINAL
    if is_own_sheet(by, sheet):
        return PaperRefusal.OWN
    if sheet.state == _State.DIFFERS:
        return PaperRefusal.DIFFERS
    if sheet.state != _State.ENTERED:
        return PaperRefusal.NOTHING
    if sheet.pk not in allowed:
        return PaperRefusal.SAME
    if not sheet.seat.is_seated:
        return PaperRefusal.NO_SEAT
    first = next(iter(sheet.entries.all()), None)
    return None if first and mark_entry(first) == seen else PaperRefusal.CHANGED


def mark_entry(entry: PaperEntry) -> str:
    """Return what a form sends back to say which entry it showed."""
    return entry.at.isoformat()
