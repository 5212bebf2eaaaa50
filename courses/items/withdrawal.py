"""Writes withdrawals of questions, alone: a version found wrong is asked no more.

What was answered stays as it was; who relied on it is found by those who certify.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from courses.models import ItemVersion


class MissingNote(Exception):
    """A withdrawal says why."""


def withdraw_item_version(
    version: ItemVersion, *, note: str, at: dt.datetime | None = None
) -> ItemVersion:
    """The version, withdrawn; a second time changes nothing. Raises NoteMissing.

    No quiz draws the question until its next version is published.
    """
    if not note.strip():
        raise MissingNote(version.pk)
    standing = ItemVersion.objects.filter(pk=version.pk, withdrawn_at=None)
    standing.update(withdrawn_at=at or timezone.now(), withdrawal_note=note.strip())
    version.refresh_from_db()
    return version
