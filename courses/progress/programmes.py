"""Writes who takes which programme: begin, leave, complete, renew.

A programme is completed with its last course, in the same transaction; the sweep finds what two
transactions at once left open.
"""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from courses.models import (
    Enrolment,
    Programme,
    ProgrammeCourse,
    ProgrammeEnrolment,
    ProgrammeSet,
    ProgrammeVersion,
)
from courses.progress.programme_progress import find_newest_version, get_programme_progress
from courses.progress.renewal import is_renewable
from courses.signals import programme_completed
from people.models import Person
from people.postings import posting_on
from people.queue import sweep_rows

_COMPLETION_FIELDS = ("completed_at", "agency", "position", "grade")


class ProgrammeNotOffered(Exception):
    """The programme is not published, so nobody begins it."""


class ProgrammeNotOpen(Exception):
    """The person has completed or left the programme already."""


def current_programme_enrolment(person: Person, programme: Programme) -> ProgrammeEnrolment | None:
    """Return the open enrolment, else the newest completed one."""
    mine = ProgrammeEnrolment.objects.filter(person=person, programme=programme)
    return mine.filter(withdrawn_at=None).newest_first().first()


def enrol_in_programme(
    person: Person, programme: Programme, *, language: str, at: dt.datetime | None = None
) -> ProgrammeEnrolment:
    """Return the person's enrolment of this occasion, begun now if there is none yet.

    Somebody who left comes back, to the newest version. A completion that ends, or has ended, is
    the occasion for a further enrolment. What was done before may complete it at once.
    Raises ProgrammeNotOffered.
    """
    at = at or timezone.now()
    with transaction.atomic():
        last = _find_last_programme(person, programme)
        if last and not last.withdrawn_at and not is_renewable(last, timezone.localdate(at)):
            return last
        version = find_newest_version(programme)
        if version is None or not programme.is_live:
            raise ProgrammeNotOffered(programme.pk)
        pk = (
            _reopen_programme(last, version)
            if last and last.withdrawn_at
            else _begin_version(person, version, last, language=language, at=at)
        )
        enrolment = lock_programme_enrolment(pk)
        complete_locked_programme(enrolment, at=at)
    return enrolment


def _find_last_programme(person: Person, programme: Programme) -> ProgrammeEnrolment | None:
    mine = ProgrammeEnrolment.objects.filter(person=person, programme=programme)
    return mine.order_by("-occasion").first()


def _reopen_programme(last: ProgrammeEnrolment, version: ProgrammeVersion) -> int:
    ProgrammeEnrolment.objects.filter(pk=last.pk).update(withdrawn_at=None, version=version)
    return last.pk


def _begin_version(
    person: Person,
    version: ProgrammeVersion,
    last: ProgrammeEnrolment | None,
    *,
    language: str,
    at: dt.datetime,
) -> int:
    before = timezone.localdate(at) - dt.timedelta(days=1)
    occasion = last.occasion + 1 if last else 1
    row = ProgrammeEnrolment(
        person=person,
        programme_id=version.programme_id,
        version=version,
        occasion=occasion,
        enrolled_at=at,
        language=language,
        # A renewal asks again for what ends with the certificate that it renews.
        counts_beyond=(last and last.ends_on) or before,
    )
    # Two requests at once: the unique constraint refuses the second, both read the first.
    ProgrammeEnrolment.objects.bulk_create([row], ignore_conflicts=True)
    mine = ProgrammeEnrolment.objects.filter(person=person, programme=version.programme_id)
    return mine.values_list("pk", flat=True).get(occasion=occasion)


def leave_programme(enrolment: ProgrammeEnrolment, *, at: dt.datetime | None = None) -> None:
    """End an open enrolment; courses stay as they are. Raises `ProgrammeNotOpen`."""
    # One UPDATE: of leaving and completing at once, the later finds what the earlier did.
    still_open = ProgrammeEnrolment.objects.open().filter(pk=enrolment.pk)
    if not still_open.update(withdrawn_at=at or timezone.now()):
        raise ProgrammeNotOpen(enrolment.pk)
    enrolment.refresh_from_db()


def take_newest_version(
    enrolment: ProgrammeEnrolment, *, at: dt.datetime | None = None
) -> ProgrammeEnrolment:
    """Let the person go on with what the programme asks today. Raises `ProgrammeNotOpen`."""
    with transaction.atomic():
        locked = lock_programme_enrolment(enrolment.pk)
        version = find_newest_version(locked.programme)
        if locked.completed_at or locked.withdrawn_at or version is None:
            raise ProgrammeNotOpen(enrolment.pk)
        locked.version = version
        locked.save(update_fields=["version"])
        complete_locked_programme(locked, at=at or timezone.now())
    return locked


def record_programme_end(enrolment: ProgrammeEnrolment, day: dt.date | None) -> None:
    """Record the first day on which the completion counts no more; None: it counts for good."""
    ProgrammeEnrolment.objects.filter(pk=enrolment.pk).update(ends_on=day)
    enrolment.ends_on = day


def lock_programme_enrolment(pk: int) -> ProgrammeEnrolment:
    """Return the enrolment, locked to the end of the transaction."""
    # Always after the lock of a course's enrolment, never before it: no two wait for each other.
    rows = ProgrammeEnrolment.objects.select_for_update(of=("self",))
    return rows.select_related("person", "programme").get(pk=pk)


def complete_programmes_of(enrolment: Enrolment, *, at: dt.datetime) -> None:
    """Complete the programmes in which nothing remains now that the course is completed."""
    asked = ProgrammeSet.objects.filter(entries__course=enrolment.course_id)
    mine = ProgrammeEnrolment.objects.open().filter(person=enrolment.person_id)
    mine = mine.filter(version__in=asked.values("version"))
    # By their ids, so that two courses completed at once take the locks in one order.
    for pk in mine.order_by("pk").values_list("pk", flat=True):
        complete_locked_programme(lock_programme_enrolment(pk), at=at)


def complete_locked_programme(enrolment: ProgrammeEnrolment, *, at: dt.datetime) -> bool:
    """Complete a locked enrolment when nothing remains. Return whether it did."""
    day = timezone.localdate(at)
    if enrolment.completed_at or enrolment.withdrawn_at:
        return False
    if not get_programme_progress(enrolment, day=day).is_finished:
        return False
    write_programme_completion(enrolment, at=at)
    return True


def write_programme_completion(enrolment: ProgrammeEnrolment, *, at: dt.datetime) -> None:
    """Complete an enrolment of which nothing more is asked; the caller has locked it."""
    day = timezone.localdate(at)
    # Frozen, as of a course: a later transfer must not move the completion.
    posting = posting_on(enrolment.person, day)
    enrolment.completed_at = at
    if posting:
        enrolment.agency_id = posting.agency_id
        enrolment.position, enrolment.grade = posting.position, posting.grade
    enrolment.save(update_fields=_COMPLETION_FIELDS)
    send = partial(programme_completed.send_robust, sender=ProgrammeEnrolment, enrolment=enrolment)
    # Robust twice: a failing receiver must not undo or fail the answer that completed the course.
    transaction.on_commit(send, robust=True)


def complete_finished_programmes(*, at: dt.datetime | None = None) -> int:
    """Complete every open programme in which nothing remains. Return how many."""
    at = at or timezone.now()
    waiting = ProgrammeEnrolment.objects.open().exclude(
        Exists(_unfinished_sets(timezone.localdate(at)))
    )
    waiting = waiting.filter(Exists(ProgrammeSet.objects.filter(version=OuterRef("version"))))
    keys = waiting.values_list("pk", flat=True)
    return sum(sweep_rows(keys, lambda pk: _complete_programme(pk, at=at)).results)


@transaction.atomic
def _complete_programme(pk: int, *, at: dt.datetime) -> bool:
    return complete_locked_programme(lock_programme_enrolment(pk), at=at)


def _unfinished_sets(day: dt.date) -> QuerySet[ProgrammeSet]:
    """Return the sets of the outer enrolment's version of which too few courses count."""
    # Twice and three times outer: the enrolment is that many queries up.
    beyond = Greatest(OuterRef(OuterRef(OuterRef("counts_beyond"))), day)
    completed = Enrolment.objects.completed().filter(
        Q(ends_on=None) | Q(ends_on__gt=beyond),
        person=OuterRef(OuterRef(OuterRef("person"))),
        course=OuterRef("course"),
        withdrawn_at=None,
    )
    entries = ProgrammeCourse.objects.filter(Exists(completed), set=OuterRef("pk")).order_by()
    counted = entries.values("set").annotate(count=Count("pk")).values("count")
    sets = ProgrammeSet.objects.filter(version=OuterRef("version"))
    return sets.annotate(done=Coalesce(Subquery(counted), 0)).filter(done__lt=F("required"))


def follow_newest_versions() -> int:
    """Move those to the newest version whose own cannot be finished any more; return how many."""
    offered = ProgrammeCourse.objects.filter(set=OuterRef("pk"), course__is_live=True).order_by()
    counted = offered.values("set").annotate(count=Count("pk")).values("count")
    short = ProgrammeSet.objects.annotate(offered=Coalesce(Subquery(counted), 0))
    short = short.filter(offered__lt=F("required"))
    newest = ProgrammeVersion.objects.filter(programme=OuterRef("programme")).order_by("-number")
    stuck = ProgrammeEnrolment.objects.open().filter(version__in=short.values("version"))
    stuck = stuck.exclude(version=Subquery(newest.values("pk")[:1]))
    return sum(sweep_rows(stuck, _follow_if_stuck).results)


def _follow_if_stuck(enrolment: ProgrammeEnrolment) -> bool:
    if get_programme_progress(enrolment).can_be_finished:
        return False
    try:
        take_newest_version(enrolment)
    except ProgrammeNotOpen:  # left or completed in the same moment
        return False
    return True
