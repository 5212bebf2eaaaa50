"""Compares the rows of a roster with what is recorded, and writes what differs in bulk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports.planning import update_rows
from people.imports.report import Problem
from people.models import Agency, Identifier, Person, Posting
from people.models.person import KEY_FIELDS
from people.postings.writing import (
    PostingChange,
    PostingOutOfOrder,
    classify_change,
    complete_posting,
    end_previous,
)
from people.roster.identity import (
    BATCH_SIZE,
    CONTACT_FIELDS,
    CellConflict,
    RosterIdentities,
    confirms_name,
    filter_in_batches,
)
from people.roster.parsing import RosterRow
from people.text.formatting import lazy_digits

PERSON_FIELDS = ("honorific", "name_my", "name_en", "gender", *CONTACT_FIELDS)
_WRITTEN_FIELDS = (*PERSON_FIELDS, *KEY_FIELDS, "is_name_confirmed")
_POSTING_FIELDS = ("agency", "position", "grade", "valid_to")


@dataclass(frozen=True)
class RosterMatch:
    """Holds whom a row is about, where it posts them, and what that is to their last posting."""

    row: RosterRow
    person: Person
    posting: Posting
    step: PostingChange


class RosterPlan:
    """Collects what the rows of a roster change; nothing is written before `write`.

    Everything that is compared is read once, so that the queries do not grow with the rows.
    """

    def __init__(self, rows: list[RosterRow], *, at: dt.datetime) -> None:
        self.at = at
        self.agencies = {agency.code: agency for agency in Agency.objects.all()}
        self.homes = {agency.pk: agency for agency in self.agencies.values()}
        self.persons = _find_known_persons(rows)
        self.identities = RosterIdentities(rows, self.persons.values())
        self.last = _find_last_postings(self.persons.values())
        self.notes: list[Problem] = []  # of lines that are written without one of their cells
        self.new_persons: list[Person] = []
        self.changed_persons: list[Person] = []
        self.new_postings: list[Posting] = []
        self.ended_postings: list[Posting] = []
        self.corrected_postings: list[Posting] = []

    def match(self, row: RosterRow) -> RosterMatch:
        """Return what the row is about, with nothing planned yet. Raise `CellConflict`."""
        person = self._find_person(row)
        posting = Posting(
            person=person,
            agency=self._find_agency(row),
            position=row.position,
            grade=row.grade,
            valid_from=row.valid_from,
            valid_to=row.left_on,
        )
        last = self.last.get(person.pk)
        complete_posting(posting, last)
        return RosterMatch(row, person, posting, _classify_posting(last, posting))

    def settle(self, matches: Iterable[RosterMatch]) -> None:
        """Decide what only all rows together decide: who gets which contact."""
        self.identities.settle_contacts((match.row, match.person) for match in matches)

    def add(self, match: RosterMatch) -> str:
        """Plan what a row changes and return its outcome, as `ImportReport.count` takes it."""
        row, person, step = match.row, match.person, match.step
        facts, notes = self.identities.admit_facts(row, person)
        self.notes += [*notes, *self._tell_other_day(match)]
        is_changed = _update_person(person, facts, confirms_name(row, person))
        if person._state.adding:  # not saved yet; the stubs say that pk is never None
            self.new_persons.append(person)
        elif is_changed:
            self.changed_persons.append(person)
        self._schedule_posting(match.posting, step)
        return self._classify_outcome(person, step, is_changed)

    def write(self) -> None:
        # Contacts that pass from one to another first: each is unique at every moment.
        for column in CONTACT_FIELDS:
            passed_on = self.identities.list_passed_on(column)
            for start in range(0, len(passed_on), BATCH_SIZE):
                batch = passed_on[start : start + BATCH_SIZE]
                Person.objects.filter(pk__in=batch).update(**{column: ""})
        # bulk_create skips Person.save, which cleans names and numbers: `parse_roster` did it.
        Person.objects.bulk_create(self.new_persons, BATCH_SIZE)
        update_rows(self.changed_persons, _WRITTEN_FIELDS)
        Identifier.objects.sync(self.changed_persons)
        # Old postings end before new ones begin: a constraint allows one open posting a person.
        update_rows(self.ended_postings, ["valid_to"])
        update_rows(self.corrected_postings, _POSTING_FIELDS)
        Posting.objects.bulk_create(self.new_postings, BATCH_SIZE)

    def _find_person(self, row: RosterRow) -> Person:
        person = self.persons.get(row.staff_number)
        if person:
            self.identities.check_names(row, person)
            return person
        self.identities.check_number(row)
        self.identities.check_zeros(row)
        return Person(
            username=row.staff_number,
            staff_number=row.staff_number,
            password=make_password(None),
            date_joined=self.at,
        )

    def _find_agency(self, row: RosterRow) -> Agency:
        agency = self.agencies.get(row.agency)
        if agency is None:
            message = _("There is no agency with the code “{code}”.")
            raise CellConflict("agency", message, code=row.agency)
        if agency.valid_to and agency.valid_to <= row.valid_from:
            message = _("The agency “{code}” is closed since {day}.")
            day = lazy_digits(agency.valid_to)
            raise CellConflict("agency", message, code=row.agency, day=day)
        return agency

    def _tell_other_day(self, match: RosterMatch) -> Iterator[Problem]:
        """Yield a note if the same posting is recorded from another day, which stays."""
        last = self.last.get(match.person.pk)
        is_same = last and match.step in (PostingChange.SAME, PostingChange.END)
        if last and is_same and last.valid_from != match.row.valid_from:
            message = _("This posting is recorded from {day}, which stays.")
            told = format_lazy(message, day=lazy_digits(last.valid_from))
            advice = _("If the day of the file is right, correct it on the page of the person.")
            yield Problem(match.row.line, "from", told, Problem.Kind.CHECK, advice)

    def _schedule_posting(self, posting: Posting, step: PostingChange) -> None:
        last = self.last.get(posting.person.pk)
        if last and end_previous(last, posting, step):
            self.ended_postings.append(last)
        if last and step is PostingChange.CORRECTION:
            posting.pk = last.pk
            self.corrected_postings.append(posting)
        elif step is PostingChange.MOVE:
            self.new_postings.append(posting)

    def _classify_outcome(self, person: Person, step: PostingChange, is_changed: bool) -> str:
        if person._state.adding:
            return "created"
        if step is PostingChange.MOVE:
            return "moved"
        return "unchanged" if step is PostingChange.SAME and not is_changed else "updated"


def _classify_posting(last: Posting | None, posting: Posting) -> PostingChange:
    try:
        return classify_change(last, posting)
    except PostingOutOfOrder as error:
        day = error.args[0]
        message = _("A posting is recorded for {day} already. The new one must be later.")
        if last and last.valid_to == day:
            message = _("The last posting ended on {day}. A new one begins on that day or later.")
        raise CellConflict("from", message, day=lazy_digits(day)) from error


def _find_known_persons(rows: list[RosterRow]) -> dict[str, Person]:
    numbers = [row.staff_number for row in rows]
    found = filter_in_batches(Person.objects.all(), "staff_number", numbers)
    return {str(person.staff_number): person for person in found}


def _find_last_postings(persons: Iterable[Person]) -> dict[int, Posting]:
    """Return the latest posting of each person, by the person's key."""
    postings = Posting.objects.order_by("valid_from")
    found = filter_in_batches(postings, "person_id", [person.pk for person in persons])
    return {posting.person_id: posting for posting in found}


def _update_person(person: Person, facts: dict[str, str], confirms: bool) -> bool:
    """Set the facts of the person; return whether that changes anything."""
    stated: dict[str, Any] = facts | {
        "is_name_confirmed": confirms or person.is_name_confirmed,
    }
    news = {column: value for column, value in stated.items() if getattr(person, column) != value}
    for column, value in news.items():
        setattr(person, column, value)
    if news:
        person.set_keys()
    return bool(news)
