"""Keeps what packages tell of their learners: the only writer of `PackageRecord`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from courses.models import (
    Enrolment,
    LessonPackage,
    LessonVersion,
    PackageRecord,
    PackageVersion,
    Quiz,
)
from courses.packages.reports import check_data, read_report
from courses.progress import complete_lesson
from courses.progress.enrolment import lock_enrolment


class RecordChanged(Exception):
    """Another window or device has saved since; ``record`` is what it saved."""

    def __init__(self, record: PackageRecord) -> None:
        super().__init__()
        self.record = record


class EnrolmentEnded(Exception):
    """The person left the course: nothing is recorded of it any more."""


@dataclass(frozen=True)
class PackagePart:
    """A part of a package with its number and, once it was opened, what it tells.

    One that its package closes is open after the part before it, or once those are done that it
    waits for.
    """

    number: int
    facts: dict[str, Any]
    record: PackageRecord | None
    is_open: bool = True
    waits_for: tuple[PackagePart, ...] = ()

    @property
    def title(self) -> str:
        return str(self.facts.get("title", ""))

    @property
    def is_tracked(self) -> bool:
        """Return whether it tells anything: an asset is a page without a voice."""
        return not self.facts.get("is_asset")

    @property
    def is_done(self) -> bool:
        return bool(self.record and self.record.done_at)


@dataclass(frozen=True)
class PackageWhole:
    """What the parts come to: how many are done of those that count, and their score."""

    done: int
    count: int
    score: int | None

    @property
    def is_done(self) -> bool:
        return self.done == self.count


def find_version(
    lesson: LessonVersion,
    package_id: int,
    enrolment: Enrolment | None,
    *,
    opened: int | None = None,
) -> PackageVersion | None:
    """Return the version to be opened: the one begun until it is done, else the lesson's.

    ``opened`` is the id of one that a window has open: begun, it is found though it is done.
    """
    shown = LessonPackage.objects.live().filter(
        lesson_version=lesson, package_version__package=package_id
    )
    row = shown.select_related("package_version__package").order_by("-pk").first()
    if row is None:
        return None
    begun = _find_begun(package_id, enrolment, opened) if enrolment else None
    return begun or row.package_version


def _find_begun(
    package_id: int, enrolment: Enrolment, opened: int | None
) -> PackageVersion | None:
    """Return the version in which the person is in the middle, or that a window has open."""
    mine = PackageRecord.objects.filter(enrolment=enrolment, version__package=package_id)
    begun = mine.filter(version=opened) if opened else mine.filter(done_at=None)
    row = begun.select_related("version__package").order_by("-version__number").first()
    return row.version if row else None


def load_reports(version: PackageVersion, enrolment: Enrolment | None) -> list[PackagePart]:
    """Return the parts of the version in order, with what is kept for the enrolment."""
    rows = PackageRecord.objects.filter(version=version, enrolment=enrolment)
    records = {row.part: row for row in rows} if enrolment else {}
    parts: list[PackagePart] = []
    for number, facts in enumerate(version.parts, start=1):
        record = records.get(facts["id"])
        waits_for = () if enrolment is None or record else _list_missing(parts, facts)
        is_next = enrolment is None or record is not None or _is_next(parts, facts)
        is_open = is_next and not waits_for
        parts.append(PackagePart(number, facts, record, is_open, waits_for))
    return parts


def _list_missing(before: list[PackagePart], facts: dict[str, Any]) -> tuple[PackagePart, ...]:
    needs = {*facts.get("needs", ())}
    named = [part for part in before if part.facts["id"] in needs]
    return tuple(part for part in named if part.is_tracked and not part.is_done)


def sum_up_parts(parts: list[PackagePart]) -> PackageWhole:
    """Return what the parts come to, as the package weighs them."""
    tracked = [part for part in parts if part.is_tracked]
    # A package of which nothing counts would be done before it is opened.
    counted = [part for part in tracked if not part.facts.get("is_uncounted")] or tracked
    # A part that tells no score, such as a text, is none of nought.
    scores = [
        (part.facts.get("weight", 1), part.record.score)
        for part in tracked
        if part.record and part.record.score is not None
    ]
    total = sum(weight for weight, _score in scores)
    score = round(sum(weight * score for weight, score in scores) / total) if total else None
    return PackageWhole(sum(part.is_done for part in counted), len(counted), score)


def _is_next(before: list[PackagePart], facts: dict[str, Any]) -> bool:
    """Return whether a part may be opened: a closed one only after the part before it."""
    if not facts.get("is_closed") or not before:
        return True
    last = before[-1]
    # A page without a voice tells nobody that it was opened.
    return last.record is not None or (last.is_open and not last.is_tracked)


@transaction.atomic
def save_report(
    enrolment: Enrolment,
    lesson: LessonVersion,
    part: PackagePart,
    version: PackageVersion,
    data: Any,
    *,
    base: int,
    at: dt.datetime | None = None,
) -> PackageRecord:
    """Keep the data, and complete the lesson once every part is done.

    ``base`` is the revision that the sender began with. Raises `ReportRefused`, `EnrolmentEnded`
    and `RecordChanged`.
    """
    data, now = check_data(data), at or timezone.now()
    locked = lock_enrolment(enrolment.pk)
    if locked.withdrawn_at:
        raise EnrolmentEnded
    record = _find_record(locked, version, part, now)
    if record.revision and record.data == data:
        return record  # sent again, because the answer was lost
    if record.revision != base:
        raise RecordChanged(record)
    _write_record(record, data, now)
    if record.done_at and _is_all_done(version, locked) and not _would_certify(locked):
        complete_lesson(locked, lesson, at=now)
    return record


def forget_data(rows: QuerySet[PackageRecord]) -> None:
    """Empty what packages keep; that something was done, and what was reported, stays."""
    rows.update(data={}, location="")


def _find_record(
    enrolment: Enrolment, version: PackageVersion, part: PackagePart, now: dt.datetime
) -> PackageRecord:
    key = {"enrolment": enrolment, "version": version, "part": part.facts["id"]}
    there = PackageRecord.objects.filter(**key).first()
    return there or PackageRecord(**key, opened_at=now, saved_at=now)


def _write_record(record: PackageRecord, data: dict[str, Any], now: dt.datetime) -> None:
    report = read_report(record.version.kind, data)
    record.data, record.saved_at = data, now
    record.revision += 1
    record.status, record.score = report.status, report.score
    record.location, record.seconds = report.location, report.seconds
    if report.is_done and not record.done_at:
        # The first time stays: who looks at it again has not undone it.
        record.done_at = now
    record.save()


def _is_all_done(version: PackageVersion, enrolment: Enrolment) -> bool:
    return sum_up_parts(load_reports(version, enrolment)).is_done


def _would_certify(enrolment: Enrolment) -> bool:
    """Return whether nothing but what was read stands between the report and a certificate.

    A course that lost its tests: there somebody says by hand that the lesson is done.
    """
    course = enrolment.course
    return course.gives_certificate and not Quiz.objects.live().filter(course=course).exists()
