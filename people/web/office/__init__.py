"""Answers HTTP at the desk of an office: its people, and the page of each."""

from people.web.office import people
from people.web.office.sections import PersonOnDesk, PersonSection, register_section

__all__ = ["PersonOnDesk", "PersonSection", "people", "register_section"]
