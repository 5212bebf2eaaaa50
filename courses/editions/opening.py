"""Opens editions, and takes one back that was opened by mistake; only writer of editions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from courses.editions.ends import follow_ends
from courses.models import Course, CourseEdition, EditionRenewal, Enrolment
from courses.progress.enrolment import record_end
from courses.progress.renewal import end_short_routes
from people.access import has_role_over
from people.history import office_acted
from people.models import Person, Role
from people.queue import enqueue_on_commit

_TASK = "courses.tasks.announce_edition"


class EditionInUse(Exception):
    """The edition is not the newest, or somebody has completed it: their record names it."""


@dataclass(frozen=True)
class EditionChange:
    """What the author says of a change; ``renewal_days``: within them completions are renewed.

    ``follows`` is the edition that the author saw; None asks for none.
    """

    why: str
    notes: Mapping[str, str] = field(default_factory=dict)
    renewal_days: int | None = None
    follows: int | None = None


@transaction.atomic
def open_edition(
    course: Course, change: EditionChange, *, by: Person | None, at: dt.datetime | None = None
) -> CourseEdition:
    """Make a further edition of the course, and have those told whom it concerns.

    Whoever is in the middle goes over: lessons and quizzes are known by their keys, so what they
    have done of the new one is done. Raises `EditionInUse`.
    """
    at, row = at or timezone.now(), Course.objects.select_for_update().get(pk=course.pk)
    # Pressed twice, or by two authors, one change would write to everybody twice.
    if change.follows not in (None, row.edition):
        raise EditionInUse
    days = change.renewal_days
    edition = CourseEdition.objects.create(
        course=row,
        number=row.edition + 1,
        why=change.why,
        notes={code: text for code, text in change.notes.items() if text},
        renew_by=timezone.localdate(at) + dt.timedelta(days) if days else None,
        opened_at=at,
        opened_by=by,
    )
    _set_number(row, edition.number)
    course.edition = edition.number
    # Whoever has begun to renew by the final test alone reads what is new as well.
    end_short_routes(row)
    if by:
        _enter_edition_act("edition.open", edition, by)
    enqueue_on_commit(_TASK, edition.pk)
    return edition


@transaction.atomic
def withdraw_edition(edition: CourseEdition, *, by: Person, at: dt.datetime | None = None) -> None:
    """Take the newest edition back, with the ends that it gave. Raise `EditionInUse`."""
    # Locked: of two who take it back, or of one who opens the next, the second finds it changed.
    course = Course.objects.select_for_update(of=("self",)).get(pk=edition.course_id)
    if not has_role_over(by, Role.Kind.TRAINER, course.agency):
        raise PermissionDenied
    row = CourseEdition.objects.standing().filter(pk=edition.pk).first()
    done = Enrolment.objects.completed().filter(course=course, edition=edition.number)
    if row is None or row.number != course.edition or done.exists():
        raise EditionInUse
    row.withdrawn_at, row.withdrawn_by = at or timezone.now(), by
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _set_number(course, row.number - 1)
    renewals = EditionRenewal.objects.filter(edition=row).select_related("enrolment__course")
    for renewal in renewals:
        # What ended otherwise meanwhile, as by a revocation, stays ended.
        if renewal.enrolment.ends_on == row.renew_by:
            record_end(renewal.enrolment, renewal.ended_before)
    follow_ends([renewal.enrolment_id for renewal in renewals])
    _enter_edition_act("edition.withdraw", row, by)


def _set_number(course: Course, number: int) -> None:
    course.edition = number
    course.save(update_fields=["edition"])


def _enter_edition_act(action: str, edition: CourseEdition, by: Person) -> None:
    data = {
        "course": edition.course.titles,
        "edition": edition.number,
        "reason": edition.why,
        "renew_by": edition.renew_by and edition.renew_by.isoformat(),
    }
    office_acted.send(CourseEdition, action=action, people=[by], by=by, data=data)
