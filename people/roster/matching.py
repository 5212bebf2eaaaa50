"""Holds what is recorded of the people of a roster against its rows, and writes what differs."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.imports.tables import WrongValue
from people.models import Agency, Person, Posting
from people.postings import PostingOutOfOrder, Step, close_for, step_after
from people.roster.parsing import RosterRow
from people.text.names import name_key

BATCH = 500
CONTACTS = ("email", "phone")
PERSON_FIELDS = ("honorific", "name_my", "name_en", "name_key", "gender", *CONTACTS)
PLACE_FIELDS = ("agency", "position", "grade")


class WrongCell(WrongValue):
    """A cell that is right in itself does not go with what is recorded."""

    def __init__(self, column: str, message: object, **values: object) -> None:
        super().__init__(message, **values)
        self.column = column


class Register:
    """What is recorded of the people of a roster, and what is to be written."""

    def __init__(self, rows: list[RosterRow], *, at: dt.datetime) -> None:
        self.at = at
        self.agencies = {agency.code: agency for agency in Agency.objects.all()}
        self.persons = _known_persons(rows)
        self.taken = _taken_usernames(rows)
        self.last = _last_postings(self.persons.values())
        self.holders = _holders_of_contacts(rows)
        self.new_persons: list[Person] = []
        self.changed_persons: list[Person] = []
        self.new_postings: list[Posting] = []
        self.ended_postings: list[Posting] = []
        self.corrected_postings: list[Posting] = []

    def take(self, row: RosterRow) -> str:
        """Plan what a row changes; the name of the count it belongs to. Raises `WrongCell`."""
        person = self.persons.get(row.staff_number) or self._new_person(row)
        self._check_contacts(row, person)
        posting = Posting(
            person=person,
            agency=self._agency(row),
            position=row.position,
            grade=row.grade,
            valid_from=row.valid_from,
        )
        step = self._step(posting)
        is_changed = _describe(person, row)
        if person.pk is None:
            self.new_persons.append(person)
        elif is_changed:
            self.changed_persons.append(person)
        self._plan(posting, step)
        return self._outcome(person, step, is_changed)

    def write(self) -> None:
        Person.objects.bulk_create(self.new_persons, BATCH)
        Person.objects.bulk_update(self.changed_persons, PERSON_FIELDS, BATCH)
        Posting.objects.bulk_update(self.ended_postings, ["valid_to"], BATCH)
        Posting.objects.bulk_update(self.corrected_postings, PLACE_FIELDS, BATCH)
        Posting.objects.bulk_create(self.new_postings, BATCH)

    def _new_person(self, row: RosterRow) -> Person:
        person = Person(
            username=row.staff_number,
            staff_number=row.staff_number,
            password=make_password(None),
            date_joined=self.at,
        )
        if person.username in self.taken:
            person.username += f".{person.subject_id.hex[:8]}"
        return person

    def _agency(self, row: RosterRow) -> Agency:
        agency = self.agencies.get(row.agency)
        if agency is None:
            message = _("There is no agency with the code “{code}”.")
            raise WrongCell("agency", message, code=row.agency)
        if agency.valid_to and agency.valid_to <= row.valid_from:
            message = _("The agency “{code}” is closed since {day}.")
            raise WrongCell("agency", message, code=row.agency, day=agency.valid_to)
        return agency

    def _check_contacts(self, row: RosterRow, person: Person) -> None:
        for column in CONTACTS:
            holder = self.holders.get((column, row.person.get(column, "")))
            if holder not in (None, person.pk):
                raise WrongCell(column, _("Somebody else is recorded with this already."))

    def _step(self, posting: Posting) -> Step:
        try:
            return step_after(self.last.get(posting.person.pk), posting)
        except PostingOutOfOrder as error:
            message = _("A posting is recorded for {day} already. The new one must be later.")
            raise WrongCell("from", message, day=error.args[0]) from error

    def _plan(self, posting: Posting, step: Step) -> None:
        last = self.last.get(posting.person.pk)
        if last and close_for(last, posting, step):
            self.ended_postings.append(last)
        if last and step is Step.CORRECTION:
            posting.pk = last.pk
            self.corrected_postings.append(posting)
        elif step is Step.MOVE:
            self.new_postings.append(posting)

    def _outcome(self, person: Person, step: Step, is_changed: bool) -> str:
        if person.pk is None:
            return "created"
        if step is Step.MOVE:
            return "moved"
        return "updated" if is_changed or step is Step.CORRECTION else "unchanged"


def _known_persons(rows: list[RosterRow]) -> dict[str, Person]:
    """The persons with the staff numbers, locked until the roster is written."""
    people = Person.objects.select_for_update().order_by("pk")
    found = _among(people, "staff_number", [row.staff_number for row in rows])
    return {str(person.staff_number): person for person in found}


def _taken_usernames(rows: list[RosterRow]) -> set[str]:
    found = _among(Person.objects.all(), "username", [row.staff_number for row in rows])
    return {person.username for person in found}


def _last_postings(persons: Iterable[Person]) -> dict[int, Posting]:
    """The latest posting of each, by the person's key."""
    postings = Posting.objects.order_by("valid_from")
    found = _among(postings, "person_id", [person.pk for person in persons])
    return {posting.person_id: posting for posting in found}


def _holders_of_contacts(rows: list[RosterRow]) -> dict[tuple[str, str], int]:
    """Who has the e-mail addresses and phone numbers of the rows now."""
    return {
        (column, getattr(person, column)): person.pk
        for column in CONTACTS
        for person in _among(
            Person.objects.all(),
            column,
            [row.person[column] for row in rows if column in row.person],
        )
    }


def _among(rows: QuerySet[Any], column: str, values: list[Any]) -> Iterator[Any]:
    """The rows with one of the values, asked for in batches."""
    for start in range(0, len(values), BATCH):
        yield from rows.filter(**{f"{column}__in": values[start : start + BATCH]})


def _describe(person: Person, row: RosterRow) -> bool:
    """Write what the row says of the person; whether that is news."""
    said = row.person | {
        "name_key": name_key(
            row.person.get("name_my", person.name_my), row.person.get("name_en", person.name_en)
        )
    }
    news = {column: value for column, value in said.items() if getattr(person, column) != value}
    for column, value in news.items():
        setattr(person, column, value)
    return bool(news)
