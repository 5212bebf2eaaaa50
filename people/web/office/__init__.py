"""Answers HTTP at the desk of an office: its people, the page of each, roles and rosters."""

from people.web.office import people, roles
from people.web.office.acts import begin_act_on
from people.web.office.listing import require_reader
from people.web.office.sections import PersonOnDesk, PersonSection, register_section
from people.web.office.unit_choice import UnitChoice, choose_unit

__all__ = [
    "PersonOnDesk",
    "PersonSection",
    "UnitChoice",
    "begin_act_on",
    "choose_unit",
    "people",
    "register_section",
    "require_reader",
    "roles",
]
