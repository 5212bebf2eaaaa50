"""Decides what a line of a roster may say of who a person is.

A file is no way into an account, and shuts nobody out of theirs: who has signed in or holds a
role keeps names and contacts, and what somebody signs in with is given to nobody else.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.imports.cells import InvalidValue
from people.imports.report import Problem
from people.models import Identifier, Person
from people.roster.parsing import RosterRow
from people.text.identifiers import identifier_key
from people.text.spelling import fold

# Values in one statement; databases limit its parameters.
BATCH_SIZE = 500
CONTACT_FIELDS = ("email", "phone")
_NAME_FIELDS = ("name_my", "name_en")
_IDENTITY_FIELDS = ("honorific", *_NAME_FIELDS, *CONTACT_FIELDS)


class CellConflict(InvalidValue):
    """A cell that is right in itself contradicts what is recorded."""

    def __init__(self, column: str, message: object, **values: object) -> None:
        super().__init__(message, **values)
        self.column = column


class RosterIdentities:
    """Knows whose identifiers are, before and after each line; reads them once for all rows."""

    def __init__(self, rows: list[RosterRow], persons: Iterable[Person]) -> None:
        pks = [person.pk for person in persons]
        protected = filter_in_batches(Person.objects.protected(), "pk", pks)
        self._protected = {person.pk for person in protected}
        held = filter_in_batches(Identifier.objects.all(), "value", sorted(_keys_of_rows(rows)))
        self._holders: dict[str, int | str] = {row.value: row.person_id for row in held}

    def check_number(self, row: RosterRow) -> None:
        """Raise `CellConflict` if the number of somebody new means somebody else."""
        if identifier_key(row.staff_number) in self._holders:
            raise CellConflict("staff_number", _("Somebody else signs in with this."))

    def check_names(self, row: RosterRow, person: Person) -> None:
        """Raise `CellConflict` if the number is recorded with another name."""
        for column in _NAME_FIELDS:
            stated, known = row.person.get(column, ""), getattr(person, column)
            if stated and known and fold(stated) != fold(known):
                message = _("This staff number is recorded with another name: “{name}”.")
                raise CellConflict(column, message, name=known)

    def admit_facts(self, row: RosterRow, person: Person) -> tuple[dict[str, str], list[Problem]]:
        """Return what the line may say of the person, and a note for each cell left out."""
        notes = [
            Problem(row.line, column, message, Problem.Kind.CHECK)
            for column, value in row.person.items()
            if (message := self._find_objection(column, value, person))
        ]
        left_out = {note.field for note in notes}
        if person.pk in self._protected:
            # Without a note too: another spelling of the name is not taken either.
            left_out.update(_IDENTITY_FIELDS)
        facts = {column: value for column, value in row.person.items() if column not in left_out}
        self._claim(row, facts, person)
        return facts, notes

    def _find_objection(self, column: str, value: str, person: Person) -> Any:
        if person.pk in self._protected and column in _IDENTITY_FIELDS:
            if fold(value) == fold(getattr(person, column)):
                return None
            return _("The person has signed in or holds a role: a file does not change this.")
        holder = self._holders.get(identifier_key(value)) if column in CONTACT_FIELDS else None
        if holder not in (None, _owner_of(person)):
            return _("Somebody else signs in with this. It was left out.")
        return None

    def _claim(self, row: RosterRow, facts: dict[str, str], person: Person) -> None:
        """Remember what the line gives the person, for the lines that follow."""
        given = [row.staff_number, *(facts.get(column, "") for column in CONTACT_FIELDS)]
        self._holders |= {identifier_key(text): _owner_of(person) for text in given if text}


def confirms_name(row: RosterRow, person: Person) -> bool:
    """Return whether an office wrote the name the person has, or gives somebody new the name.

    A name in the other language only says nothing of the one that the person typed.
    """
    names = {column: row.person.get(column, "") for column in _NAME_FIELDS}
    return person._state.adding or any(
        name and fold(name) == fold(getattr(person, column)) for column, name in names.items()
    )


def _owner_of(person: Person) -> int | str:
    """Return the key of the person; of somebody new, who has none yet, the staff number."""
    return person.pk or str(person.staff_number)


def _keys_of_rows(rows: list[RosterRow]) -> set[str]:
    contacts = {row.person.get(column, "") for row in rows for column in CONTACT_FIELDS}
    texts = contacts | {row.staff_number for row in rows}
    return {identifier_key(text) for text in texts if text}


def filter_in_batches(rows: QuerySet[Any], column: str, values: list[Any]) -> Iterator[Any]:
    """Yield the rows whose column has one of the values, fetched in batches."""
    for start in range(0, len(values), BATCH_SIZE):
        yield from rows.filter(**{f"{column}__in": values[start : start + BATCH_SIZE]})
