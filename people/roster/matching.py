"""Compares the rows of a roster with what is recorded, and writes what differs in bulk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from people.imports.planning import update_rows
from people.imports.report import Problem
from people.models import Agency, Identifier, Person, Posting
from people.models.person import KEY_FIELDS
from people.postings.fitting import fit_charges
from people.postings.writing import (
    PostingChange,
    PostingOutOfOrder,
    classify_change,
    complete_posting,
    end_previous,
)
from people.roles import end_roles_by_day
from people.roster.doubles import check_namesake, find_namesakes
from people.roster.identity import (
    BATCH_SIZE,
    CONTACT_FIELDS,
    CellConflict,
    RosterIdentities,
    confirms_name,
    filter_in_batches,
)
from people.roster.reach import RosterReach
from people.roster.reading.parsing import RosterRow
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


@dataclass(frozen=True)
class RosterChange:
    """What a row changes: the person's facts, and postings added, ended and corrected.

    ``replaced`` holds the facts of the person that differ, as they were recorded; ``last`` is a
    copy of the last posting as it was.
    """

    match: RosterMatch
    is_new: bool
    replaced: dict[str, Any]
    last: Posting | None
    added: Posting | None
    ended: Posting | None
    corrected: Posting | None
    notes: list[Problem]

    @property
    def outcome(self) -> str:
        """Return what `ImportReport.count` takes."""
        if self.is_new:
            return "created"
        if self.match.step is PostingChange.MOVE:
            return "moved"
        is_same = self.match.step is PostingChange.SAME and not self.replaced
        return "unchanged" if is_same else "updated"

    @property
    def changes_anything(self) -> bool:
        return self.outcome != "unchanged"

    @property
    def changes_posting(self) -> bool:
        return bool(self.added or self.ended or self.corrected)

    @property
    def posting(self) -> Posting | None:
        """Return the latest posting of the person once the change is written."""
        return self.added or self.corrected or self.ended or self.last


class RosterPlan:
    """Collects what the rows of a roster change; nothing is written before `write`.

    Everything that is compared is read once, so that the queries do not grow with the rows.
    ``reach`` bounds whom the rows may be about; without one they may be about everybody. A plan
    that ``asks`` raises `PersonInDoubt` where an import refuses a line or goes on with a note.
    """

    def __init__(
        self,
        rows: list[RosterRow],
        *,
        at: dt.datetime,
        reach: RosterReach | None = None,
        asks: bool = False,
    ) -> None:
        self.at, self.reach, self.asks = at, reach, asks
        self.agencies = {agency.code: agency for agency in Agency.objects.all()}
        self.homes = {agency.pk: agency for agency in self.agencies.values()}
        self.persons = _find_known_persons(rows)
        self.identities = RosterIdentities(rows, self.persons.values())
        self.namesakes = find_namesakes(rows, self.persons) if asks else {}
        in_doubt = [*self.identities.zeroless.values(), *self.namesakes.values()]
        self.last = _find_last_postings({*self.persons.values(), *in_doubt})
        self.changes: list[RosterChange] = []

    def match(self, row: RosterRow) -> RosterMatch:
        """Return what the row is about, with nothing planned yet. Raise `CellConflict`."""
        # The agency first: a line about an agency of others learns nothing of a person.
        agency = self._find_agency(row)
        person = self._find_person(row)
        posting = Posting(
            person=person,
            agency=agency,
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

    def add(self, match: RosterMatch) -> RosterChange:
        """Plan and return what a row changes."""
        row, person = match.row, match.person
        facts, notes = self.identities.admit_facts(row, person)
        replaced = _update_person(person, facts, confirms_name(row, person))
        last = self.last.get(person.pk)
        before = copy(last)
        is_move = match.step is PostingChange.MOVE
        if last and match.step is PostingChange.CORRECTION:
            match.posting.pk = last.pk
        change = RosterChange(
            match=match,
            is_new=person._state.adding,
            replaced=replaced,
            last=before,
            added=match.posting if is_move else None,
            ended=last if last and end_previous(last, match.posting, match.step) else None,
            corrected=match.posting if match.step is PostingChange.CORRECTION else None,
            notes=[*notes, *_tell_other_day(match, before)],
        )
        self.changes.append(change)
        return change

    def write(self, changes: Sequence[RosterChange] | None = None) -> None:
        """Write the changes, all that are planned if none are named, in the caller's transaction.

        Whoever writes them in several transactions begins with `list_passing_on` in one.
        """
        changes = self.changes if changes is None else changes
        # Contacts that pass from one to another first: each is unique at every moment.
        pks = {change.match.person.pk for change in changes}
        for column in CONTACT_FIELDS:
            passed_on = [pk for pk in self.identities.list_passed_on(column) if pk in pks]
            for start in range(0, len(passed_on), BATCH_SIZE):
                batch = passed_on[start : start + BATCH_SIZE]
                Person.objects.filter(pk__in=batch).update(**{column: ""})
        # bulk_create skips Person.save, which cleans names and numbers: `parse_roster` did it.
        people = [change.match.person for change in changes if change.is_new]
        Person.objects.bulk_create(people, BATCH_SIZE)
        people = [one.match.person for one in changes if one.replaced and not one.is_new]
        update_rows(people, _WRITTEN_FIELDS)
        Identifier.objects.sync(people)
        # Old postings end before new ones begin: a constraint allows one open posting a person.
        update_rows([one.ended for one in changes if one.ended], ["valid_to"])
        update_rows([one.corrected for one in changes if one.corrected], _POSTING_FIELDS)
        Posting.objects.bulk_create([one.added for one in changes if one.added], BATCH_SIZE)
        fit_charges([one.match.person.pk for one in changes if one.changes_posting])
        # Rights end with the service, on the same day.
        end_roles_by_day(
            {
                one.match.person.pk: one.posting.valid_to
                for one in changes
                if one.changes_posting and one.posting and one.posting.valid_to
            }
        )

    def list_passing_on(self) -> set[str]:
        """Return the staff numbers of those between whom the file passes contacts on."""
        return self.identities.list_passing_on()

    def _find_person(self, row: RosterRow) -> Person:
        person = self.persons.get(row.staff_number)
        if person:
            self._require_reach(person)
            self.identities.check_names(row, person)
            return person
        self.identities.check_number(row)
        if not row.is_somebody_new:
            self._check_doubles(row)
        return Person(
            username=row.staff_number,
            staff_number=row.staff_number,
            password=make_password(None),
            date_joined=self.at,
        )

    def _check_doubles(self, row: RosterRow) -> None:
        """Raise `CellConflict` where the new number is perhaps of somebody who is recorded."""
        if same := self.identities.find_zeroless(row):
            self._require_reach(same)
        self.identities.check_zeros(row)
        check_namesake(row, self.namesakes.get(row.staff_number))

    def _require_reach(self, person: Person) -> None:
        if self.reach:
            self.reach.check_person(person, self.last.get(person.pk))

    def _find_agency(self, row: RosterRow) -> Agency:
        agency = self.agencies.get(row.agency)
        if agency is None:
            message = _("There is no agency with the code “{code}”.")
            raise CellConflict("agency", message, code=row.agency)
        if self.reach:
            self.reach.check_agency(agency)
        if agency.valid_to and agency.valid_to <= row.valid_from:
            message = _("The agency “{code}” is closed since {day}.")
            day = lazy_digits(agency.valid_to)
            raise CellConflict("agency", message, code=row.agency, day=day)
        return agency


def _tell_other_day(match: RosterMatch, last: Posting | None) -> Iterator[Problem]:
    """Yield a note if the same posting is recorded from another day, which stays."""
    is_same = last and match.step in (PostingChange.SAME, PostingChange.END)
    if last and is_same and last.valid_from != match.row.valid_from:
        message = _("This posting is recorded from {day}, which stays.")
        told = format_lazy(message, day=lazy_digits(last.valid_from))
        advice = _("If the day of the file is right, correct it on the page of the person.")
        yield Problem(match.row.line, "from", told, Problem.Kind.CHECK, advice)


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


def _update_person(person: Person, facts: dict[str, str], confirms: bool) -> dict[str, Any]:
    """Set the facts of the person; return those that it changes, as they were."""
    stated: dict[str, Any] = facts | {
        "is_name_confirmed": confirms or person.is_name_confirmed,
    }
    news = {column: value for column, value in stated.items() if getattr(person, column) != value}
    replaced = {column: getattr(person, column) for column in news}
    for column, value in news.items():
        setattr(person, column, value)
    if news:
        person.set_keys()
    return replaced
