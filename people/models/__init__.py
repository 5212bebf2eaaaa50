"""The rows of people: agencies, persons, postings and roles."""

from people.models.agency import Agency
from people.models.person import Person
from people.models.posting import Posting
from people.models.role import Role

__all__ = ["Agency", "Person", "Posting", "Role"]
