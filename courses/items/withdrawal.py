"""Withdraws versions of questions that were found wrong; only writer of withdrawals."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from courses.items.corrections import close_waiting_key
from courses.models import ItemVersion
from people.queue import enqueue_on_commit


class MissingNote(Exception):
    """The withdrawal does not say why."""


def withdraw_item_version(
    version: ItemVersion, *, note: str, at: dt.datetime | None = None
) -> ItemVersion:
    """Withdraw the version and return it; a second time changes nothing. Raises `MissingNote`.

    No quiz draws the question until its next version is published. It counts on no paper: open
    ones are marked without it, closed ones again by the worker. It goes before any key: one that
    waits for its decision is taken back.
    """
    if not note.strip():
        raise MissingNote(version.pk)
    # A filtered update, not save(): the first withdrawal keeps its day and note.
    at, note = at or timezone.now(), note.strip()
    with transaction.atomic():
        open_version = ItemVersion.objects.filter(pk=version.pk, withdrawn_at=None)
        open_version.update(withdrawn_at=at, withdrawal_note=note)
        close_waiting_key(version, answer=note, at=at)
        enqueue_on_commit("courses.tasks.remark", version.pk)
    version.refresh_from_db()
    return version
