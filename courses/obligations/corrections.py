"""Only writer of corrections: a frozen year stays, and what is right stands beside it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from courses.models import YearCorrection, YearState, YearStatus
from courses.obligations.exemptions import NotTheirOffice, manages_person
from courses.obligations.telling import tell_corrected
from people.history import office_acted
from people.models import Person
from people.text import clean


class CorrectionDecided(Exception):
    """It does not wait any more."""


class CorrectionWaits(Exception):
    """Another correction of the year waits for its decision."""


class YearStateUnchanged(Exception):
    """The year is in this state already."""


class YearReopened(Exception):
    """The year runs again: what was frozen is no more."""


class CorrectionWithoutReason(Exception):
    """A correction, or a refusal, does not say why."""


def ask_correction(status: YearStatus, *, state: str, reason: str, by: Person) -> YearCorrection:
    """Ask that a frozen year be put right; a second manager decides.

    Raise `NotTheirOffice`, `CorrectionWithoutReason`, `YearStateUnchanged`, `CorrectionWaits` and
    `YearReopened`.
    """
    reason = _clean_given_reason(reason)
    if not manages_person(by, status.person):
        raise NotTheirOffice(by.pk)
    with transaction.atomic():
        # Locked: of two who ask at once, the second finds the first one's word.
        locked = YearStatus.objects.select_for_update().filter(pk=status.pk)
        if not locked.values_list("pk"):
            raise YearReopened
        current = YearStatus.objects.with_state().get(pk=status.pk)
        if current.current_state == state:  # type: ignore[attr-defined]
            raise YearStateUnchanged
        if YearCorrection.objects.waiting().filter(status=status).exists():
            raise CorrectionWaits
        row = YearCorrection.objects.create(
            status=status,
            state=YearState(state),
            reason=reason,
            asked_by=by,
            asked_at=timezone.now(),
        )
        _enter_correction("year.ask_correction", row, by)
    return row


def approve_correction(correction: YearCorrection, *, by: Person, answer: str = "") -> None:
    """Let the correction count. Raise `PermissionDenied` and `CorrectionDecided`."""
    _decide_correction(correction, YearCorrection.Answer.APPROVED, by, clean(answer))


def decline_correction(correction: YearCorrection, *, by: Person, answer: str) -> None:
    """Leave the year as it is. Raise as above, and `CorrectionWithoutReason`."""
    _decide_correction(correction, YearCorrection.Answer.DECLINED, by, _clean_given_reason(answer))


def withdraw_correction(correction: YearCorrection, *, by: Person) -> None:
    """Take back what one asked oneself. Raise `PermissionDenied` and `CorrectionDecided`."""
    if correction.asked_by_id != by.pk:
        raise PermissionDenied
    with transaction.atomic():
        _close_correction(correction, YearCorrection.Answer.WITHDRAWN, None, "")
        _enter_correction("year.withdraw_correction", correction, by)


def _decide_correction(correction: YearCorrection, word: str, by: Person, answer: str) -> None:
    # Security: a second person, who is neither a deputy of the first nor whom it is about.
    if not YearCorrection.objects.decidable_by(by).filter(pk=correction.pk).exists():
        raise PermissionDenied
    with transaction.atomic():
        _close_correction(correction, word, by, answer)
        _enter_correction(f"year.{word}_correction", correction, by)
        tell_corrected(correction)


def _close_correction(
    correction: YearCorrection, word: str, by: Person | None, answer: str
) -> None:
    # One UPDATE: of two answers at once only the first finds it waiting.
    waiting = YearCorrection.objects.waiting().filter(pk=correction.pk)
    told = {"decided_by": by, "decided_at": timezone.now(), "answer": answer}
    if not waiting.update(answer_state=word, **told):
        raise CorrectionDecided
    correction.refresh_from_db()


def _clean_given_reason(text: str) -> str:
    if not (cleaned := clean(text)):
        raise CorrectionWithoutReason
    return cleaned


def _enter_correction(action: str, row: YearCorrection, by: Person) -> None:
    data = {"year": row.status.year, "state": row.state, "reason": row.reason}
    person = row.status.person
    office_acted.send(YearCorrection, action=action, people=[person], by=by, data=data)
