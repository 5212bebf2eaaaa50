"""Only writer of corrections of keys: the version stays as it was asked, its right key beside it.

One trainer asks, a second one approves. A further correction undoes it.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from courses.items.keys import load_keys
from courses.items.kinds import InvalidItem, find_kind, validate_question
from courses.models import ItemVersion, KeyCorrection
from people.history import office_acted
from people.models import Person
from people.queue import enqueue_on_commit
from people.text import clean

_LONGEST_ANSWER = 300
_LONGEST_KEY = 10_000  # as JSON: each answer is compared with all that are accepted


class KeyUnchanged(Exception):
    """The key in force is this one."""


class KeyNotOfVersion(Exception):
    """The key does not fit the version: it is none of its kind, or not of its words."""


class KeyWaits(Exception):
    """Another correction of the version waits for its decision, or it is withdrawn."""


class KeyWithoutReason(Exception):
    """A correction, or a refusal, does not say why."""


class KeyDecided(Exception):
    """The correction does not wait any more."""


def may_correct_key(version: ItemVersion) -> bool:
    """Return whether another key can be asked for: of a kind that has one, not withdrawn."""
    return find_kind(version.kind).is_correctable and version.withdrawn_at is None


def ask_key(version: ItemVersion, key: Any, *, reason: str, by: Person) -> KeyCorrection:
    """Ask for another key; nothing changes before a second trainer approves it.

    Raise `KeyWithoutReason`, `KeyNotOfVersion`, `KeyUnchanged` and `KeyWaits`.
    """
    reason = _clean_reason(reason)
    with transaction.atomic():
        # Locked: of two who ask at once, the second finds the first one's word.
        locked = ItemVersion.objects.select_for_update().get(pk=version.pk)
        if locked.withdrawn_at or KeyCorrection.objects.waiting().filter(version=locked).exists():
            raise KeyWaits
        before = load_keys([locked])[locked.pk]
        right = check_key(locked, key, before=before)
        facts = {"key_before": before, "answer_key": right, "reason": reason}
        row = KeyCorrection.objects.create(
            version=locked, asked_by=by, asked_at=timezone.now(), **facts
        )
        _enter_key("key.ask", row, by)
    return row


def check_key(version: ItemVersion, key: Any, *, before: Any) -> Any:
    """Return the key as it is stored. Raise `KeyNotOfVersion` and `KeyUnchanged`."""
    kind = find_kind(version.kind)
    try:
        right = kind.read_key(key)
        validate_question(version.kind, version.content, right)
    except (InvalidItem, AttributeError, KeyError, TypeError) as error:
        raise KeyNotOfVersion from error
    # The names of units stand on papers that were answered by them.
    fits = kind.list_units(right) == kind.list_units(version.answer_key)
    if not (fits and kind.is_correctable and len(json.dumps(right)) <= _LONGEST_KEY):
        raise KeyNotOfVersion
    if kind.fold_key(right) == kind.fold_key(before):
        raise KeyUnchanged
    return right


def approve_key(
    correction: KeyCorrection, *, by: Person, at: dt.datetime | None = None
) -> KeyCorrection:
    """Put the key in force: papers handed in from now on are marked by it, closed ones again.

    Raise `PermissionDenied`, `KeyDecided` and `KeyWaits`.
    """
    with transaction.atomic():
        # Against a withdrawal at this moment.
        version = ItemVersion.objects.select_for_update().get(pk=correction.version_id)
        if version.withdrawn_at:
            raise KeyWaits
        _decide_key(correction, KeyCorrection.Answer.APPROVED, by, "", at)
        enqueue_on_commit("courses.tasks.regrade", correction.pk)
    return correction


def decline_key(correction: KeyCorrection, *, by: Person, answer: str) -> None:
    """Leave the key as it is. Raise as `approve_key`, and `KeyWithoutReason`."""
    _decide_key(correction, KeyCorrection.Answer.DECLINED, by, _clean_reason(answer), None)


def withdraw_key(correction: KeyCorrection, *, by: Person) -> None:
    """Take back what one asked oneself. Raise `PermissionDenied` and `KeyDecided`."""
    if correction.asked_by_id != by.pk:
        raise PermissionDenied
    _close_key(correction, KeyCorrection.Answer.WITHDRAWN, None, "", None)
    _enter_key("key.withdraw", correction, by)


def close_waiting_key(version: ItemVersion, *, answer: str, at: dt.datetime) -> None:
    """Take back what waits for the version, which was withdrawn: no key counts any more."""
    told = {"decided_at": at, "answer": answer[:_LONGEST_ANSWER]}
    waiting = KeyCorrection.objects.waiting().filter(version=version)
    waiting.update(answer_state=KeyCorrection.Answer.WITHDRAWN, **told)


def _decide_key(
    correction: KeyCorrection, word: str, by: Person, answer: str, at: dt.datetime | None
) -> None:
    # Security: a second person, of those who teach there, and no deputy of the first.
    rows = KeyCorrection.objects.filter(pk=correction.pk)
    if rows.waiting().exists() and not rows.decidable_by(by).exists():
        raise PermissionDenied
    with transaction.atomic():
        _close_key(correction, word, by, answer, at)
        _enter_key(f"key.{word}", correction, by)


def _close_key(
    correction: KeyCorrection, word: str, by: Person | None, answer: str, at: dt.datetime | None
) -> None:
    # One UPDATE: of two answers at once only the first finds it waiting.
    waiting = KeyCorrection.objects.waiting().filter(pk=correction.pk)
    told = {"decided_by": by, "decided_at": at or timezone.now(), "answer": answer}
    if not waiting.update(answer_state=word, **told):
        raise KeyDecided
    correction.refresh_from_db()


def _clean_reason(text: str) -> str:
    if not (cleaned := clean(text)):
        raise KeyWithoutReason
    return cleaned


def _enter_key(action: str, row: KeyCorrection, by: Person) -> None:
    keys = {"key_before": row.key_before, "key": row.answer_key}
    data = {"version": str(row.version), **keys, "reason": row.reason}
    office_acted.send(KeyCorrection, action=action, people=[by], by=by, data=data)
