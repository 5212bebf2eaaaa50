"""Answers HTTP for people: inbox, menu, language cookie, rate limits, files, context of pages.

Settings and URLs name the other modules by string.
"""

from people.web import api
from people.web.navigation import menu_sections
from people.web.parameters import parse_primary_key
from people.web.rate_limit import FORM_METHODS, ApiThrottle, limit_rate
from people.web.resuming import resume_after_sign_in

__all__ = [
    "FORM_METHODS",
    "ApiThrottle",
    "api",
    "limit_rate",
    "menu_sections",
    "parse_primary_key",
    "resume_after_sign_in",
]
