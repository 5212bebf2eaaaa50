"""Decides when an assignment is due for a person, and on which days they are reminded.

Days are those of the office's time zone, whatever the clock of the machine says.
"""

from __future__ import annotations

import datetime as dt

from courses.models import Assignment

# Who comes in when a fixed day is near, or over, has as long as this from then on.
LEAST_DAYS = 14
_BEFORE = (14, 3)
# Once the day after, then weekly; four letters in all, for more of them change nothing.
_AFTER = (1, 8, 15, 22)


def find_due_day(assignment: Assignment, reached_on: dt.date) -> dt.date | None:
    """Return the last day in time for somebody whom it reaches on the day; None: recommended."""
    if assignment.due_days is not None:
        return reached_on + dt.timedelta(days=assignment.due_days)
    if assignment.due_on is None:
        return None
    # A session waits for nobody; one that was cut short may have ended before it reached them.
    if assignment.session_id is not None:
        return max(assignment.due_on, reached_on)
    # Who is there from the first day has the day that the office chose, however near it is.
    is_late_joiner = reached_on > assignment.starts_on
    least = reached_on + dt.timedelta(days=LEAST_DAYS if is_late_joiner else 0)
    return max(assignment.due_on, least)


def find_next_reminder(due_on: dt.date | None, *, after: dt.date) -> dt.date | None:
    """Return the first day after the day on which the person is reminded; None: no more."""
    if due_on is None:
        return None
    days = [due_on - dt.timedelta(days=days) for days in _BEFORE]
    days += [due_on + dt.timedelta(days=days) for days in _AFTER]
    return next((day for day in days if day > after), None)
