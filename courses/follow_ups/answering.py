"""Writes what somebody answers about using a course at work; it may be changed while open."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from courses.models import FollowUp, WorkUse
from people.text import clean

LONGEST_WORDS = 300


class FollowUpClosed(Exception):
    """The days on which it could be answered are over, or its course asks no more."""


def answer_follow_up(
    follow_up: FollowUp, answer: WorkUse, *, words: str = "", at: dt.datetime | None = None
) -> None:
    """Keep the answer with its sentence, in the place of one before. Raises `FollowUpClosed`."""
    at = at or timezone.now()
    told = "" if answer == WorkUse.DECLINED else clean(words)[:LONGEST_WORDS]
    # One UPDATE: the question may close, or be erased, in the same moment.
    still_open = FollowUp.objects.open(timezone.localdate(at)).filter(pk=follow_up.pk)
    if not still_open.update(answer=answer, words=told, answered_at=at):
        raise FollowUpClosed(follow_up.pk)
    follow_up.refresh_from_db()
