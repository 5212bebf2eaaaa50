"""Tells offices how many courses, own and assigned, hang on an agency that they close or move."""

import datetime as dt

from django.utils.translation import ngettext_lazy

from courses.models import Assignment, Course
from people.agencies import Dependant, register_dependant
from people.models import Agency


def _count_courses(agencies: list[Agency], _day: dt.date) -> int:
    return Course.objects.filter(agency__in=agencies).count()


register_dependant(
    Dependant(
        "courses",
        lambda n: ngettext_lazy("%(count)s course", "%(count)s courses", n),
        _count_courses,
    )
)


def _count_assignments(agencies: list[Agency], day: dt.date) -> int:
    """Count what asks people of the agencies to complete a course: moved away they are let go."""
    return Assignment.objects.running(day).filter(agency__in=agencies).count()


register_dependant(
    Dependant(
        "assignments",
        lambda n: ngettext_lazy("%(count)s assignment", "%(count)s assignments", n),
        _count_assignments,
    )
)
