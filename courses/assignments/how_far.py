"""Reads how far people are in the courses that were assigned to them, by the rule of passing."""

from __future__ import annotations

from collections.abc import Iterable

from courses.models import AssignedPerson, Enrolment
from courses.progress.progress import Progress, get_progress_by_enrolment
from people.models import Person


def pair_with_progress(
    rows: Iterable[AssignedPerson], viewer: Person
) -> list[tuple[AssignedPerson, Progress | None]]:
    """Return the rows, each with the progress of whoever has begun its course: four queries.

    One more where some are held to a rule. The rows have their assignments.
    """
    rows = list(rows)
    courses = {row.assignment.course_id for row in rows} - {None}
    # Security: viewers and line managers see who is late; how far, those who help with it.
    helped = Enrolment.objects.supported_by(viewer).open()
    found = helped.filter(course__in=courses, person__in=[row.person_id for row in rows])
    begun = list(found) if courses else []
    progress = get_progress_by_enrolment(begun) if begun else {}
    by_whom: dict[tuple[int, int | None], Progress] = {
        (one.person_id, one.course_id): progress[one.pk] for one in begun
    }
    return [(row, by_whom.get((row.person_id, row.assignment.course_id))) for row in rows]
