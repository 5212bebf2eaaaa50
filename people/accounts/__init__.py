"""Signs people in and up: authentication back end, adapter and forms for Django and allauth.

Settings name the classes by string. The forms are not imported here: allauth's read settings.
"""

from people.accounts.backends import IdentifierBackend, find_person
from people.accounts.cards import allow_cards
from people.accounts.codes import cancel_waiting_codes
from people.accounts.contacts import tell_of_changed_contact
from people.accounts.second_step import has_second_step, remove_second_step
from people.accounts.slips import people_for_slips, print_slips, set_password_by_code

__all__ = [
    "IdentifierBackend",
    "allow_cards",
    "cancel_waiting_codes",
    "find_person",
    "has_second_step",
    "people_for_slips",
    "print_slips",
    "remove_second_step",
    "set_password_by_code",
    "tell_of_changed_contact",
]
