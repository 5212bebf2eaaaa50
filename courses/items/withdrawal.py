"""Withdraws versions of questions that were found wrong; only writer of withdrawals."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from courses.models import ItemVersion
from people.queue import enqueue_on_commit


class MissingNote(Exception):
    """The withdrawal does not say why."""


def withdraw_item_version(
    version: ItemVersion, *, note: str, at: dt.datetime | None = None
) -> ItemVersion:
    """Withdraw the version and return it; a second time changes nothing. Raises `MissingNote`.

    No quiz draws the question until its next version is published. It counts on no paper: open
    ones are marked without it, closed ones again by the worker.
    """
    if not note.strip():
        raise MissingNote(version.pk)
    # A filtered update, not save(): the first withdrawal keeps its day and note.
    open_version = ItemVersion.objects.filter(pk=version.pk, withdrawn_at=None)
    open_version.update(withdrawn_at=at or timezone.now(), withdrawal_note=note.strip())
    enqueue_on_commit("courses.tasks.remark", version.pk)
    version.refresh_from_db()
    return version
