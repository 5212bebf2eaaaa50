"""Tells offices how many courses hang on an agency that they close or move."""

import datetime as dt

from django.utils.translation import ngettext_lazy

from courses.models import Course
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
