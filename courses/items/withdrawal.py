"""Withdraws versions of questions that were found wrong; only writer of withdrawals."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from courses.models import ItemVersion


class MissingNote(Exception):
    """The withdrawal does not say why."""


def withdraw_item_version(
    version: ItemVersion, *, note: str, at: dt.datetime | None = None
) -> ItemVersion:
    """Withdraw the version and return it; a second time changes nothing. Raises `MissingNote`.

    No quiz draws the question until its next version is published. Answers stay as they are.
    """
    if not note.strip():
        raise MissingNote(version.pk)
    # A filtered update, not save(): the first withdrawal keeps its day and note.
    open_version = ItemVersion.objects.filter(pk=version.pk, withdrawn_at=None)
    open_version.update(withdrawn_at=at or timezone.now(), withdrawal_note=note.strip())
    version.refresh_from_db()
    return version
