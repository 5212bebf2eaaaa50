"""Reads how far somebody is in a programme; nothing of it is stored."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from courses.models import (
    Course,
    Enrolment,
    Programme,
    ProgrammeCourse,
    ProgrammeEnrolment,
    ProgrammeSet,
    ProgrammeVersion,
)
from courses.progress.renewal import is_renewable
from people.models import Person

_Taken = Mapping[int, Sequence[Enrolment]]  # by course


@dataclass(frozen=True)
class ProgrammeStep:
    """Holds a course of a programme, and the enrolment in it that says most."""

    course: Course
    enrolment: Enrolment | None = None
    counts: bool = False
    is_open: bool = True  # nothing that comes before is to be done first

    @property
    def is_under_way(self) -> bool:
        return self.enrolment is not None and self.enrolment.completed_at is None

    @property
    def has_ended(self) -> bool:
        """Return whether it was completed, and counts here no more."""
        return self.enrolment is not None and not (self.is_under_way or self.counts)

    @property
    def is_renewable(self) -> bool:
        return self.has_ended and self.enrolment is not None and is_renewable(self.enrolment)


@dataclass(frozen=True)
class SetProgress:
    """Tells what is done of a set; more courses than are required count as the required ones."""

    row: ProgrammeSet
    steps: tuple[ProgrammeStep, ...]
    is_open: bool = True

    @property
    def done(self) -> int:
        return min(self.row.required, sum(step.counts for step in self.steps))

    @property
    def is_done(self) -> bool:
        return self.done == self.row.required

    @property
    def asks_all(self) -> bool:
        return self.row.required == len(self.steps)

    @property
    def can_be_done(self) -> bool:
        """Return whether enough courses are offered, beside those that count already."""
        offered = sum(step.counts or step.course.is_live for step in self.steps)
        return offered >= self.row.required

    @property
    def next_step(self) -> ProgrammeStep | None:
        """Return the course to go on with: one under way before one not begun."""
        if self.is_done or not self.is_open:
            return None
        can = [one for one in self.steps if one.is_open and one.course.is_live and not one.counts]
        return next(iter(sorted(can, key=lambda one: not one.is_under_way)), None)


@dataclass(frozen=True)
class ProgrammeProgress:
    """Tells how far a person is in a version of a programme."""

    sets: tuple[SetProgress, ...] = ()

    @property
    def done(self) -> int:
        return sum(one.done for one in self.sets)

    @property
    def total(self) -> int:
        return sum(one.row.required for one in self.sets)

    @property
    def is_finished(self) -> bool:
        return bool(self.sets) and all(one.is_done for one in self.sets)

    @property
    def can_be_finished(self) -> bool:
        return all(one.can_be_done for one in self.sets)

    @property
    def next_step(self) -> ProgrammeStep | None:
        steps = [one.next_step for one in self.sets]
        going = [step for step in steps if step]
        return next(iter(sorted(going, key=lambda step: not step.is_under_way)), None)


def build_programme_progress(
    sets: Iterable[tuple[ProgrammeSet, Sequence[Course]]], taken: _Taken, *, beyond: dt.date
) -> ProgrammeProgress:
    """Return the progress of whoever took the courses; what is valid after ``beyond`` counts."""
    found: list[SetProgress] = []
    sets = list(sets)
    undone = {
        str(course.key)
        for _row, courses in sets
        for course in courses
        if course.is_live
        and not any(counts_beyond(one, beyond) for one in taken.get(course.pk, ()))
    }
    for row, courses in sets:
        is_open = not row.waits or all(one.is_done for one in found)
        steps = _build_steps(courses, taken, undone, beyond=beyond, in_order=row.in_order)
        found.append(SetProgress(row, steps, is_open))
    return ProgrammeProgress(tuple(found))


def _build_steps(
    courses: Sequence[Course],
    taken: _Taken,
    undone: Collection[str],
    *,
    beyond: dt.date,
    in_order: bool,
) -> tuple[ProgrammeStep, ...]:
    steps: list[ProgrammeStep] = []
    for course in courses:
        mine = taken.get(course.pk, ())
        valid = [one for one in mine if counts_beyond(one, beyond)]
        enrolment = next(iter(valid or mine), None)
        # What a course asks for first, and the programme has too, comes first here.
        waits = any(one.get("course") in undone for one in course.prerequisites)
        is_open = not waits and (not in_order or all(step.counts for step in steps))
        steps.append(ProgrammeStep(course, enrolment, bool(valid), is_open))
    return tuple(steps)


def counts_beyond(enrolment: Enrolment, day: dt.date) -> bool:
    """Return whether the course is completed and valid after the day."""
    is_valid = enrolment.ends_on is None or enrolment.ends_on > day
    return enrolment.completed_at is not None and is_valid


def get_programme_progress(
    enrolment: ProgrammeEnrolment, *, day: dt.date | None = None
) -> ProgrammeProgress:
    """Return the progress of one enrolment: three queries."""
    return load_programme_progress([enrolment], day=day)[enrolment.pk]


def load_programme_progress(
    enrolments: Iterable[ProgrammeEnrolment], *, day: dt.date | None = None
) -> dict[int, ProgrammeProgress]:
    """Return progress by enrolment id: three queries for any number of enrolments."""
    enrolments, day = list(enrolments), day or timezone.localdate()
    sets = _load_sets({one.version_id for one in enrolments})
    taken = _load_taken({one.person_id for one in enrolments}, sets)
    return {
        one.pk: build_programme_progress(
            sets[one.version_id], taken[one.person_id], beyond=max(day, one.counts_beyond)
        )
        for one in enrolments
    }


def preview_programme(
    programme: Programme, person: Person | None = None, *, day: dt.date | None = None
) -> ProgrammeProgress:
    """Return how far somebody would be who begins the newest version."""
    version = find_newest_version(programme)
    if version is None:
        return ProgrammeProgress()
    sets = _load_sets([version.pk])
    taken = _load_taken([person.pk], sets)[person.pk] if person else {}
    return build_programme_progress(sets[version.pk], taken, beyond=day or timezone.localdate())


def find_newest_version(programme: Programme) -> ProgrammeVersion | None:
    return programme.versions.order_by("-number").first()


def _load_sets(
    versions: Collection[int],
) -> dict[int, list[tuple[ProgrammeSet, list[Course]]]]:
    """Return the sets with their courses by version, in order; two queries."""
    entries = ProgrammeCourse.objects.filter(set__version__in=versions).order_by("position", "pk")
    entries = entries.select_related("course").defer("course__search_text", "course__summaries")
    courses: dict[int, list[Course]] = defaultdict(list)
    for entry in entries:
        courses[entry.set_id].append(entry.course)
    sets: dict[int, list[tuple[ProgrammeSet, list[Course]]]] = defaultdict(list)
    for row in ProgrammeSet.objects.filter(version__in=versions).order_by("position"):
        sets[row.version_id].append((row, courses[row.pk]))
    return sets


def _load_taken(
    people: Collection[int], sets: Mapping[int, Sequence[tuple[ProgrammeSet, Sequence[Course]]]]
) -> dict[int, dict[int, list[Enrolment]]]:
    """Return what the people took of the courses: by person and course, the open one first."""
    asked = {course.pk for found in sets.values() for _row, courses in found for course in courses}
    rows = Enrolment.objects.filter(person__in=people, course__in=asked, withdrawn_at=None)
    taken: dict[int, dict[int, list[Enrolment]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.newest_first():
        taken[row.person_id][row.course_id].append(row)
    return taken


def list_own_programmes(person: Person) -> list[ProgrammeEnrolment]:
    """Return what the person takes and took, the last begun first: one query."""
    rows = ProgrammeEnrolment.objects.filter(person=person, withdrawn_at=None)
    rows = rows.select_related("programme").defer("programme__search_text")
    return list(rows.order_by("-enrolled_at", "-pk"))


def list_open_programmes(
    mine: Iterable[ProgrammeEnrolment],
) -> list[tuple[ProgrammeEnrolment, ProgrammeProgress]]:
    """Return those under way with their progress; three queries if there are any."""
    enrolments = [one for one in mine if one.completed_at is None]
    progress = load_programme_progress(enrolments) if enrolments else {}
    return [(one, progress[one.pk]) for one in enrolments]


def list_ending_programmes(mine: Iterable[ProgrammeEnrolment]) -> list[ProgrammeEnrolment]:
    """Return completed ones that may be renewed and are not yet."""
    newest: dict[int, ProgrammeEnrolment] = {}
    for row in sorted(mine, key=lambda one: one.occasion):
        newest[row.programme_id] = row
    return [one for one in newest.values() if one.programme.is_live and is_renewable(one)]
