"""Says how long a programme takes."""

from __future__ import annotations

from django.utils.translation import gettext

from courses.hours.durations import describe_minutes
from courses.search.programme_lengths import ProgrammeLength


def describe_length(length: ProgrammeLength | None) -> str:
    """Return the time of all its courses in words, from and to where one may choose."""
    if length is None or not length.most:
        return ""
    most = describe_minutes(length.most)
    if length.least in (0, length.most):
        return most
    least = describe_minutes(length.least)
    return gettext("%(first)s to %(last)s") % {"first": least, "last": most}
