"""Signs people in and up: authentication back end, adapter and forms for Django and allauth.

Settings name the classes by string. The forms are not imported here: allauth's read settings.
"""

from people.accounts.adapter import AccountAdapter
from people.accounts.backends import IdentifierBackend, find_person
from people.accounts.slips import people_for_slips, print_slips

__all__ = [
    "AccountAdapter",
    "IdentifierBackend",
    "find_person",
    "people_for_slips",
    "print_slips",
]
