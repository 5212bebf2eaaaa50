"""Answers HTTP for people: inbox, menu, language cookie, rate limits, files, context of pages.

Settings and URLs name the other modules by string.
"""

from people.web import api
from people.web.navigation import count_waiting_work, menu_sections
from people.web.parameters import parse_primary_key
from people.web.pending import PendingWork, register_work
from people.web.rate_limit import FORM_METHODS, RateThrottle, limit_rate
from people.web.resuming import resume_after_sign_in

__all__ = [
    "FORM_METHODS",
    "PendingWork",
    "RateThrottle",
    "api",
    "count_waiting_work",
    "limit_rate",
    "menu_sections",
    "parse_primary_key",
    "register_work",
    "resume_after_sign_in",
]
