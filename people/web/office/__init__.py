"""Answers HTTP at the desk of an office: its people, the page of each, roles and rosters."""

from people.web.office import people, roles
from people.web.office.sections import PersonOnDesk, PersonSection, register_section

__all__ = ["PersonOnDesk", "PersonSection", "people", "register_section", "roles"]
