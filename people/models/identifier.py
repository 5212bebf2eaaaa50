"""What names a person at sign-in, of whatever kind, once for everybody: only writer of these rows.

A staff number, sign-in name, e-mail address or phone of one person is none of any kind of another
one. `Person` and its query set call `sync` in the transaction in which they write.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from django.db import models

from people.text.identifiers import MAX_IDENTIFIER_LENGTH, identifier_key

if TYPE_CHECKING:
    from people.models.person import Person

IDENTIFIER_FIELDS = ("staff_number", "username", "email", "phone")
_BATCH_SIZE = 500  # values in one statement; databases limit its parameters


class IdentifierManager(models.Manager["Identifier"]):
    def sync(self, people: Iterable[Person]) -> None:
        """Make the rows of the people what their fields say. Raise `IntegrityError` if taken."""
        remaining = iter(people)
        while batch := list(islice(remaining, _BATCH_SIZE)):
            self._sync_batch(batch)

    def _sync_batch(self, people: Sequence[Person]) -> None:
        wanted = {(key, person.pk) for person in people for key in keys_of(person).values()}
        pks = [person.pk for person in people]
        known = set(self.filter(person__in=pks).values_list("value", "person"))
        # The old ones go first: one may pass from one of these people to another.
        if stale := known - wanted:
            self.filter(value__in=[value for value, _ in stale]).delete()
        self.bulk_create(
            Identifier(value=value, person_id=pk) for value, pk in sorted(wanted - known)
        )


class Identifier(models.Model):
    """A person is found by it; its kind does not matter, for nobody else has it as any kind."""

    value = models.CharField(max_length=MAX_IDENTIFIER_LENGTH, primary_key=True)
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="identifiers")

    objects = IdentifierManager()

    def __str__(self) -> str:
        return self.value


def keys_of(person: Person) -> dict[str, str]:
    """Return the keys of the person's identifiers by field, empty ones left out."""
    keys = {field: identifier_key(getattr(person, field) or "") for field in IDENTIFIER_FIELDS}
    return {field: key for field, key in keys.items() if key}
