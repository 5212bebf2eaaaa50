"""Rows of people: agencies, persons and their identifiers, postings, roles and messages."""

from people.models.agency import Agency
from people.models.identifier import Identifier
from people.models.message import Message
from people.models.person import Person
from people.models.posting import Posting
from people.models.role import Role

__all__ = ["Agency", "Identifier", "Message", "Person", "Posting", "Role"]
