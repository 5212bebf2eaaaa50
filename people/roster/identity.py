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
from people.models import Identifier, Person, RosterProposalLine
from people.models.identifier import keys_of
from people.roster.contacts import Claim, Owner, refuse_taken_contacts
from people.roster.reading.parsing import RosterRow
from people.text.formatting import lazy_digits
from people.text.identifiers import identifier_key
from people.text.names import strip_honorific
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


class PersonElsewhere(CellConflict):
    """The person is another office's, which a transfer asks."""


class PersonInDoubt(CellConflict):
    """A line may mean ``other``, who is recorded; a person decides, and an import refuses it."""

    def __init__(
        self, question: str, other: Person, column: str, message: object, **values: object
    ) -> None:
        super().__init__(column, message, **values)
        self.question, self.other = question, other


class RosterIdentities:
    """Knows whose identifiers are, before and after the file; reads them once for all rows."""

    def __init__(self, rows: list[RosterRow], persons: Iterable[Person]) -> None:
        pks = [person.pk for person in persons]
        protected = filter_in_batches(Person.objects.protected(), "pk", pks)
        self._protected = {person.pk for person in protected}
        held = filter_in_batches(Identifier.objects.all(), "value", sorted(keys_of_rows(rows)))
        self._holders: dict[str, Owner] = {row.value: row.person_id for row in held}
        self._numbers: dict[Owner, str] = {one.pk: str(one.staff_number) for one in persons}
        self._recorded = dict(_list_replaceable_contacts(persons))
        self.zeroless = _find_zeroless(rows, persons)
        self._claims: dict[Claim, str] = {}
        self._refused: set[Claim] = set()

    def check_number(self, row: RosterRow) -> None:
        """Raise `CellConflict` if the number of somebody new means somebody else."""
        key = identifier_key(row.staff_number)
        if key in self._holders:
            raise CellConflict("staff_number", _("Somebody else signs in with this."))
        self._holders[key] = row.staff_number

    def check_zeros(self, row: RosterRow) -> None:
        """Raise `CellConflict` if somebody new has a namesake's number without its zeros."""
        if same := self.find_zeroless(row):
            message = _("“{name}” has the number {number}: a sheet may have dropped the zeros.")
            name, number = same.name_my or same.name_en, lazy_digits(same.staff_number)
            question = RosterProposalLine.Question.LOST_ZERO
            raise PersonInDoubt(question, same, "staff_number", message, name=name, number=number)

    def find_zeroless(self, row: RosterRow) -> Person | None:
        """Return the namesake whose number is that of the row with zeros before it."""
        same = self.zeroless.get(row.staff_number)
        return same if same and has_names_of(row, same) else None

    def settle_contacts(self, planned: Iterable[tuple[RosterRow, Person]]) -> None:
        """Decide which contacts of the lines that can be used are given, all of them together."""
        self._claims = {
            (_owner_of(person), column): identifier_key(row.person[column])
            for row, person in planned
            if person.pk not in self._protected
            for column in CONTACT_FIELDS
            if column in row.person
        }
        self._refused = refuse_taken_contacts(self._claims, self._recorded, self._holders)

    def list_passed_on(self, column: str) -> list[int]:
        """Return the keys of people whose contact the file gives to somebody else."""
        given = {
            value: owner
            for (owner, field), value in self._claims.items()
            if field == column and (owner, field) not in self._refused
        }
        return [
            int(owner)
            for (owner, field), value in self._recorded.items()
            if field == column and given.get(value, owner) != owner
        ]

    def list_passing_on(self) -> set[str]:
        """Return the staff numbers of those who give a contact up to others, or get one."""
        given = {
            value: claim[0] for claim, value in self._claims.items() if claim not in self._refused
        }
        pairs = [
            (owner, given[value])
            for (owner, _field), value in self._recorded.items()
            if given.get(value, owner) != owner
        ]
        return {self._numbers.get(owner, str(owner)) for pair in pairs for owner in pair}

    def find_holder(self, row: RosterRow, person: Person) -> tuple[str, Owner] | None:
        """Return the first contact of the row that is somebody else's, and whose it is."""
        for column in CONTACT_FIELDS:
            if (_owner_of(person), column) in self._refused:
                return column, self._holders[identifier_key(row.person[column])]
        return None

    def check_names(self, row: RosterRow, person: Person) -> None:
        """Raise `CellConflict` if the number is recorded with another name."""
        for column in _NAME_FIELDS:
            stated, known = row.person.get(column, ""), getattr(person, column)
            # A name that was recorded with its honorific is the same name.
            if stated and known and not _is_same_name(stated, known):
                message = _("This staff number is recorded with another name: “{name}”.")
                question = RosterProposalLine.Question.OTHER_NAME
                raise PersonInDoubt(question, person, column, message, name=known)

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
        return facts, notes

    def _find_objection(self, column: str, value: str, person: Person) -> Any:
        if person.pk in self._protected and column in _IDENTITY_FIELDS:
            if fold(value) == fold(getattr(person, column)):
                return None
            return _("The person has signed in or holds a role: a file does not change this.")
        if (_owner_of(person), column) in self._refused:
            return _("Somebody else signs in with this. It was left out.")
        return None


def confirms_name(row: RosterRow, person: Person) -> bool:
    """Return whether an office wrote the name the person has, or gives somebody new the name.

    A name in the other language only says nothing of the one that the person typed.
    """
    names = {column: row.person.get(column, "") for column in _NAME_FIELDS}
    return person._state.adding or any(
        name and fold(name) == fold(getattr(person, column)) for column, name in names.items()
    )


def _find_zeroless(rows: list[RosterRow], known: Iterable[Person]) -> dict[str, Person]:
    """Return the people whose number begins with zeros, by the new number of a row without."""
    numbers = {row.staff_number for row in rows if row.staff_number.isdigit()}
    numbers -= {str(person.staff_number) for person in known}
    people = Person.objects.filter(staff_number__startswith="0") if numbers else ()
    zeroless = {str(person.staff_number).lstrip("0"): person for person in people}
    return {number: zeroless[number] for number in numbers & zeroless.keys()}


def has_names_of(row: RosterRow, person: Person) -> bool:
    """Return whether every name that both have is the same, and they have one."""
    pairs = [(row.person.get(name, ""), getattr(person, name)) for name in _NAME_FIELDS]
    both = [pair for pair in pairs if all(pair)]
    return bool(both) and all(_is_same_name(*pair) for pair in both)


def _is_same_name(one: str, other: str) -> bool:
    return fold(strip_honorific(one)) == fold(strip_honorific(other))


def _list_replaceable_contacts(persons: Iterable[Person]) -> Iterator[tuple[Claim, str]]:
    """Yield the recorded contacts that are free again once their person has another one."""
    for person in persons:
        keys = keys_of(person)
        for column in CONTACT_FIELDS:
            # Somebody may also sign in by it as a name or a number, which stays.
            if column in keys and list(keys.values()).count(keys[column]) == 1:
                yield (person.pk, column), keys[column]


def _owner_of(person: Person) -> Owner:
    """Return the key of the person; of somebody new, who has none yet, the staff number."""
    return person.pk or str(person.staff_number)


def keys_of_rows(rows: list[RosterRow]) -> set[str]:
    """Return the keys of all that the rows would have their people sign in with."""
    contacts = {row.person.get(column, "") for row in rows for column in CONTACT_FIELDS}
    texts = contacts | {row.staff_number for row in rows}
    return {identifier_key(text) for text in texts if text}


def filter_in_batches(rows: QuerySet[Any], column: str, values: list[Any]) -> Iterator[Any]:
    """Yield the rows whose column has one of the values, fetched in batches."""
    for start in range(0, len(values), BATCH_SIZE):
        yield from rows.filter(**{f"{column}__in": values[start : start + BATCH_SIZE]})
