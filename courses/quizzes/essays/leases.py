"""Lends an essay to whoever marks it, for a while: two people never do the same work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from courses.models import Essay, EssayMark
from courses.progress.enrolment import lock_enrolment
from courses.quizzes.essays.decision import count_wanted
from people.models import Person
from people.text.spelling import clean_lines

# As long as somebody reads and writes without saving; each save begins it anew.
LEASE_TIME = dt.timedelta(minutes=30)
LONGEST_COMMENT = 2000


class EssayTaken(Exception):
    """As many people as mark the essay are at it now; the first is to be free at ``until``."""

    def __init__(self, until: dt.datetime) -> None:
        super().__init__(until)
        self.until = until


class EssayGone(Exception):
    """The essay does not wait any more, or not for this person."""


def lock_essay(essay: Essay) -> Essay:
    """Return the essay, read again under the lock of its enrolment (decision 0011)."""
    attempts = Essay.objects.filter(pk=essay.pk)
    enrolment = attempts.values_list("attempt_item__attempt__enrolment", flat=True).first()
    # Taken out of the queue in this moment: its paper was opened again, or its learner erased.
    if enrolment is None:
        raise EssayGone
    lock_enrolment(enrolment)
    related = Essay.objects.select_related("attempt_item__version", "attempt_item__attempt__quiz")
    found = related.filter(pk=essay.pk).first()
    if found is None:
        raise EssayGone
    return found


def take_essay(essay: Essay, *, by: Person, at: dt.datetime | None = None) -> EssayMark:
    """Return the person's draft, which nobody takes the place of for a while.

    Raise `EssayGone` and `EssayTaken`.
    """
    at = at or timezone.now()
    with transaction.atomic():
        return hold_draft(lock_essay(essay), by, at)


def hold_draft(essay: Essay, by: Person, at: dt.datetime) -> EssayMark:
    """Return the draft of a locked essay, held anew. Raise `EssayGone` and `EssayTaken`."""
    if not Essay.objects.markable_by(by).filter(pk=essay.pk).exists():
        raise EssayGone
    given = essay.marks.given().values_list("share", flat=True)
    rules = {"markers": essay.marker_count, "threshold": essay.marker_threshold}
    held = essay.marks.held(at).exclude(marker=by)
    free = count_wanted([one for one in given if one is not None], **rules) - len(given)
    if len(held) >= free:
        raise EssayTaken(min((one.held_until for one in held), default=at))
    until = {"held_until": at + LEASE_TIME}
    draft, is_new = EssayMark.objects.get_or_create(essay=essay, marker=by, defaults=until)
    if not is_new:
        EssayMark.objects.filter(pk=draft.pk).update(**until)
        draft.refresh_from_db()
    return draft


def save_draft(
    essay: Essay,
    *,
    by: Person,
    choices: Mapping[str, str],
    comment: str,
    at: dt.datetime | None = None,
) -> EssayMark:
    """Keep what the marker has so far, and go on holding the essay.

    Raise `EssayGone` and `EssayTaken`; what was typed is kept nevertheless where there is a draft.
    """
    at = at or timezone.now()
    with transaction.atomic():
        locked = lock_essay(essay)
        # Kept before anything is refused: a lease that ran out must not cost the work.
        keep_words(locked, by, choices, comment)
    with transaction.atomic():
        draft = hold_draft(lock_essay(essay), by, at)
        keep_words(locked, by, choices, comment)
    draft.refresh_from_db()
    return draft


def keep_words(essay: Essay, by: Person, choices: Mapping[str, str], comment: str) -> None:
    """Write into the person's draft, if there is one."""
    drafts = essay.marks.filter(marker=by, given_at=None)
    drafts.update(choices=dict(choices), comment=clean_lines(comment)[:LONGEST_COMMENT])


def release_essay(essay: Essay, *, by: Person) -> None:
    """Let somebody else mark the essay; the draft stays for the person alone."""
    mine = EssayMark.objects.filter(essay=essay, marker=by, given_at=None)
    mine.update(held_until=timezone.now())
