"""Runs supervised tests: who sits where, the code of the room, papers lengthened and voided.

The only writer of their rows. Who may do what is asked here, not by the pages.
"""

from courses.sittings.codes import make_code
from courses.sittings.entering import enter_sitting
from courses.sittings.planning import SittingPlan, plan_sitting, seat_people
from courses.sittings.refusals import SittingRefused
from courses.sittings.running import close_sitting, start_sitting
from courses.sittings.voiding import void_attempt

__all__ = [
    "SittingPlan",
    "SittingRefused",
    "close_sitting",
    "enter_sitting",
    "make_code",
    "plan_sitting",
    "seat_people",
    "start_sitting",
    "void_attempt",
]
