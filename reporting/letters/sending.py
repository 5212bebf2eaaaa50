"""Writes the letters of figures that are due, in the scope that each reader has at the moment.

The message is the outbox, and of a letter and a period there is one: a task that runs twice or is
killed tells nobody twice. Figures are counted once for all readers of a unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people.access import load_roles
from people.messaging import MessageDraft, is_quiet, notify_each, notify_person
from people.models import Agency, Message
from people.queue import sweep_pieces
from reporting.letters.content import LetterRound, gather_facts
from reporting.letters.files import KIND, name_occasion, write_address
from reporting.letters.keeping import LetterExists, end_letter, move_letter
from reporting.letters.schedule import find_next_day
from reporting.models import FigureLetter, LockedMonth
from reporting.query.scope import may_read_figures

_PIECE_SIZE = 100
_ENDED = "reporting/letter_ended"
# Whoever catches up locks several months one after the other: of all of them comes one letter.
_SETTLING_TIME = dt.timedelta(hours=1)
_Why = FigureLetter.EndReason


def send_due_letters(*, at: dt.datetime | None = None) -> int:
    """Write the letters that are due and return how many; at quiet hours they wait."""
    at = at or timezone.now()
    if is_quiet(at):
        return 0
    FigureLetter.objects.filter(pk__in=FigureLetter.objects.of_closed_accounts()).delete()
    around = LetterRound(timezone.localdate(at), _find_settled_month(at))
    # Unit by unit, so that one piece counts a unit for all of its readers.
    due = _find_due(around).order_by("unit__path", "skill", "level", "pk")
    keys = list(due.values_list("pk", flat=True))
    writer = _LetterWriter(around)
    return sum(sweep_pieces(keys, writer.write_piece, size=_PIECE_SIZE).results)


def _find_settled_month(at: dt.datetime) -> LockedMonth | None:
    """Return the month that was locked last; None while further ones may be locked."""
    if LockedMonth.objects.filter(locked_at__gt=at - _SETTLING_TIME).exists():
        return None
    # Its file is read only where a letter is about it.
    return LockedMonth.objects.defer("content").first()


def find_last_sent(letters: Iterable[FigureLetter]) -> dict[int, dt.date]:
    """Return the day, or the month, of which each letter came last, by its id: one query.

    A letter of locked months begins behind one that it never told; so its messages are asked.
    """
    told = {
        name_occasion(one, one.last_period): (one.pk, one.last_period)
        for one in letters
        if one.last_period
    }
    sent = Message.objects.filter(kind=KIND, subject__in=told).values_list("subject", flat=True)
    return dict(told[subject] for subject in sent)


def _find_due(around: LetterRound) -> Any:
    return FigureLetter.objects.due(around.day, around.month.month if around.month else None)


class _LetterWriter:
    """Writes letters of one round, and remembers the figures that it has counted."""

    def __init__(self, around: LetterRound) -> None:
        self.around = around
        self._facts: dict[tuple[object, ...], dict[str, Any]] = {}

    def write_piece(self, keys: Sequence[int]) -> int:
        """Write the letters that may be written, end the others; return how many were written."""
        rows = _find_due(self.around).filter(pk__in=keys)
        letters = list(rows.select_related("person", "unit__successor", "skill__framework"))
        load_roles([letter.person for letter in letters])
        kept = [letter for letter in letters if _keep_in_scope(letter, self.around.day)]
        # Counted before the transaction, which on SQLite keeps every other writer waiting.
        facts = {letter.pk: self._read_facts(letter) for letter in kept}
        return self._write(kept, facts)

    def _read_facts(self, letter: FigureLetter) -> dict[str, Any]:
        key = (letter.unit_id, letter.skill_id, letter.level, letter.is_of_months)
        if key not in self._facts:
            # By whichever reader: who reads a unit's figures reads those of all below it.
            self._facts[key] = gather_facts(letter, letter.person, self.around)
        facts = self._facts[key]
        address = write_address(letter, dt.date.fromisoformat(facts["day"]))
        return facts | {"address": address, "also": self.around.list_passed(letter)}

    @transaction.atomic
    def _write(self, letters: Iterable[FigureLetter], facts: dict[int, dict[str, Any]]) -> int:
        # Asked again under the lock: another worker, or the reader, may have been quicker. What
        # was counted is no answer to what the reader wants since: that has the next round.
        due = _find_due(self.around).filter(pk__in=facts)
        locked = due.select_for_update(of=("self",), skip_locked=True)
        still = dict(locked.values_list("pk", "changed_at"))
        ready = [letter for letter in letters if still.get(letter.pk) == letter.changed_at]
        drafts = []
        for letter in ready:
            period = self.around.find_period(letter)
            drafts.append(
                MessageDraft(letter.person, name_occasion(letter, period), facts[letter.pk])
            )
            letter.last_period = period
            letter.next_on = find_next_day(letter.rhythm, letter.day, self.around.day)
        notify_each(KIND, drafts)
        FigureLetter.objects.bulk_update(ready, ["next_on", "last_period"])
        return len(ready)


def _keep_in_scope(letter: FigureLetter, day: dt.date) -> bool:
    """Return whether the reader may read what the letter is of; else end it, and say so once."""
    heir = _find_heir(letter.unit, day)
    if heir is None:
        _end_and_tell(letter, _Why.UNIT)
    elif not may_read_figures(letter.person, heir):
        _end_and_tell(letter, _Why.ROLE)
    elif heir != letter.unit:
        return _move_to_heir(letter, heir)
    return letter.state == letter.State.ACTIVE


def _find_heir(unit: Agency, day: dt.date) -> Agency | None:
    """Return the unit, or what took the place of a closed one; None where nothing did."""
    while not unit.exists_on(day):
        if unit.successor is None:
            return None
        unit = unit.successor
    return unit


def _move_to_heir(letter: FigureLetter, heir: Agency) -> bool:
    try:
        move_letter(letter, heir)
    except LetterExists:
        _end_and_tell(letter, _Why.UNIT)
        return False
    return True


@transaction.atomic
def _end_and_tell(letter: FigureLetter, reason: FigureLetter.EndReason) -> None:
    end_letter(letter, reason)
    address = settings.SITE_URL + reverse("reporting:letters")
    facts = {"unit": letter.unit.names, "reason": reason.value, "address": address}
    # With the day: a letter that is resumed may end again.
    subject = f"{letter.pk}:{timezone.localdate().isoformat()}"
    notify_person(letter.person, _ENDED, subject=subject, facts=facts)
