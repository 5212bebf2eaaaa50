"""Runs class sessions: times and places, seats and nominations, attendance and what it counts.

The only writer of their rows. Who may do what is asked here, not by the pages.
"""

from courses.sessions.attendance import check_in, save_list
from courses.sessions.closing import finish_session
from courses.sessions.nomination import nominate_person
from courses.sessions.refusals import SessionRefused
from courses.sessions.scheduling import PartTime, SessionPlan, create_session, open_session
from courses.sessions.seats import join_session

__all__ = [
    "PartTime",
    "SessionPlan",
    "SessionRefused",
    "check_in",
    "create_session",
    "finish_session",
    "join_session",
    "nominate_person",
    "open_session",
    "save_list",
]
