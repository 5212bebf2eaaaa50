"""Signs people in, as the one door does; ``CLOSED``: how a door answers that stays shut."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client

from people.models import Agency, Person
from tests.people.factories import AgencyFactory, PersonFactory, RoleFactory

CLOSED = (302, 403, 404)


def sign_in(client: Client, person: Person) -> Person:
    """The row is read anew, for a person remembers the roles that they had."""
    client.force_login(
        Person.objects.get(pk=person.pk), "people.accounts.backends.IdentifierBackend"
    )
    return person


def signed_in(
    client: Client, kind: str = "", *, agency: Agency | None = None, **fields: Any
) -> Person:
    """Somebody new, with the role if one is named."""
    person = PersonFactory(**fields)
    if kind:
        RoleFactory(person=person, agency=agency or AgencyFactory(), kind=kind)
    return sign_in(client, person)


def way_back(answer: Any) -> str:
    """Return the address to which signing in leads back."""
    return parse_qs(urlsplit(answer.url).query)["next"][0]
