"""Streams the people behind a figure for files, in the order and with the columns of the page."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import override

from certification.models import Evidence
from people.files import Sheet, SheetRow, read_pieces
from people.models import Agency, Person, Posting
from people.text.formatting import day_before
from people.text.languages import in_language
from plan.levels import HIGHEST_LEVEL, LOWEST_LEVEL, name_level
from plan.models import Measure
from reporting.figures.proofs import is_strongest, rank_proof
from reporting.figures.question import Column
from reporting.figures.subtree import UnitContext
from reporting.insights.home.training import find_in_training
from reporting.insights.people_asked import PeopleAsked, PeopleFilter
from reporting.insights.people_list import find_completions, find_proofs, sees_all_listed
from reporting.models import KeyList
from reporting.output.naming import Piece, name_headings, watch_lines
from reporting.query.scope import Scope

_PEOPLE_AT_ONCE = 2000  # rows of the cursor, and values in one statement, which databases limit
# What a line needs; the other columns stay in the database. The number first, then the name.
_OF_RECORD = ("person_id", "agency_id", "position_text")
_OF_NAME = ("username", "name_my", "name_en", "honorific", "erased_at")
_OF_PERSON = ("person__staff_number", *(f"person__{name}" for name in _OF_NAME))
_OF_PROOF = ("level", "acquired_on", "expires_on", "kind")
_NO_UNIT, _NO_PROOF = ("", ""), ("", None, None, "")
_Units = dict[int, tuple[str, str]]


class _Proof(NamedTuple):
    """What somebody holds: a level, since when, and the first day on which it does not count."""

    level: int
    acquired_on: dt.date
    expires_on: dt.date | None
    kind: str

    @property
    def rank(self) -> tuple[int, int, dt.date]:
        return rank_proof(self.level, self.kind, self.acquired_on)


class _PersonNames:
    """Writes names from their columns as `Person` does, with one person for all of them."""

    def __init__(self) -> None:
        self._person = Person()

    def write_name(self, parts: Sequence[Any], language: str) -> str:
        vars(self._person).update(zip(_OF_NAME, parts, strict=False))
        return self._person.name_in(language)


@dataclass(frozen=True)
class PeopleFile:
    """A list of people as a file: who is on it, and the language of its reader."""

    scope: Scope
    asked: PeopleAsked
    unit_context: UnitContext
    shown_in: str

    @property
    def who(self) -> PeopleFilter:
        return self.asked.who

    @cached_property
    def context(self) -> UnitContext:
        return self.asked.narrow(self.unit_context, self.scope)

    def count(self) -> int:
        """Return how many lines the file has."""
        return self._find_records().count()

    def build_sheet(self) -> Sheet:
        """Return the table, whose lines are read as they are written."""
        headings = [
            *name_headings(),
            *(_("Level"), _("Since"), _("Valid until"), _("Proved by")),
        ]
        lines = watch_lines(self.scope.viewer, self.scope.unit, self._write_pieces())
        return Sheet(_("People"), headings, lines)

    def _write_pieces(self) -> Iterator[Piece]:
        units, names = self._read_units(), _PersonNames()
        # The order asks for the reader's language, in which a stream may be read no more.
        with override(self.shown_in):
            records = self._order_records()
        # A cursor of the server: neither side holds a nation's people at once. And rows without
        # models, of which making a million takes longer than all the rest.
        # Positions as text: few are different, and each of these is read once.
        records = records.annotate(position_text=Cast("position", TextField()))
        rows = records.values_list(*_OF_RECORD, *_OF_PERSON, *self._of_proof)
        for piece in read_pieces(rows, _PEOPLE_AT_ONCE):
            people = [row[0] for row in piece]
            best = self._read_proofs(people)
            yield people, [self._write_line(row, units, names, best) for row in piece]

    def _write_line(
        self, row: tuple[Any, ...], units: _Units, names: _PersonNames, best: dict[int, _Proof]
    ) -> SheetRow:
        person, agency, position, number, *parts = row
        own = parts[len(_OF_PERSON) - 1 :]
        proof = _Proof(*own) if own else best.get(person)
        return [
            names.write_name(parts, self.shown_in),
            number or "",
            self._write_position(position),
            *units.get(agency, _NO_UNIT),
            *(self._write_proof(proof) if proof else _NO_PROOF),
        ]

    def _write_position(self, text: str) -> str:
        if text not in self._positions:
            self._positions[text] = in_language(json.loads(text), self.shown_in)
        return self._positions[text]

    def _write_proof(self, proof: _Proof) -> SheetRow:
        level = self._levels[proof.level] if self.scope.skill else ""
        last_day = day_before(proof.expires_on)
        return level, proof.acquired_on, last_day, self._kinds[proof.kind]

    @cached_property
    def _positions(self) -> dict[str, str]:
        return {}

    @cached_property
    def _kinds(self) -> dict[str, str]:
        """Return the words for each kind of proof, in the language of the reader."""
        with override(self.shown_in):
            return {kind: str(label) for kind, label in Evidence.Kind.choices}

    @cached_property
    def _levels(self) -> dict[int, str]:
        """Return the words for each level of the skill, in the language of the reader."""
        skill = self.scope.skill
        assert skill is not None  # noqa: S101 – asked where somebody holds it
        numbers = range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)
        with override(self.shown_in):
            return {number: name_level(self.context.names, skill, number) for number in numbers}

    def _read_proofs(self, people: list[int]) -> dict[int, _Proof]:
        """Return the best proof of each person on the day: one query a piece."""
        # A completion tells its own; who lacks the skill has none.
        if self._of_proof or self.scope.skill is None or self.who.lacks_skill:
            return {}
        held = find_proofs(self.scope).filter(person__among=KeyList(people)).order_by()
        best: dict[int, _Proof] = {}
        for person, *found in held.values_list("person_id", *_OF_PROOF):
            proof, known = _Proof(*found), best.get(person)
            # The best one of a person is kept, as on the page.
            if known is None or proof.rank >= known.rank:
                best[person] = proof
        return best

    @property
    def _of_proof(self) -> tuple[str, ...]:
        return _OF_PROOF if self._is_of_completions else ()

    @property
    def _is_of_completions(self) -> bool:
        return self.who == PeopleFilter.COUNTED and self.scope.measure == Measure.TRAINED

    def _read_units(self) -> _Units:
        """Return the code and the name of each unit as on the day."""
        units = Agency.objects.in_bulk(self.context.subtree.agencies_on(self.scope.day))
        self.context.places.show_as_on(self.scope.day, units.values())
        with override(self.shown_in):
            return {pk: (unit.code, unit.name) for pk, unit in units.items()}

    def _order_records(self) -> QuerySet[Any]:
        return self._find_records().order_by(Person.name_order("person__"), "pk")

    def _find_records(self) -> QuerySet[Any]:
        """Return the postings of the day, or the completions, that the viewer may see by name."""
        if self._is_of_completions:
            records: QuerySet[Any] = find_completions(self.scope, self.asked, self.context)
        else:
            records = self._find_postings()
        # Security: as on the page, who serves under others today is counted without a name.
        # Where nobody can be hidden this is not asked of each person again.
        if sees_all_listed(self.scope, self.who, self.context.subtree):
            return records
        return records.filter(person__in=Person.objects.visible_to(self.scope.viewer))

    def _find_postings(self) -> QuerySet[Posting]:
        scope = self.scope
        agencies = self.context.subtree.agencies_on(scope.day)
        postings = Posting.objects.counted_on(scope.day).filter(
            self.asked.audience.build_condition(), agency__among=KeyList(agencies)
        )
        if self.who == PeopleFilter.POSTED or scope.skill is None:
            return postings
        strongest = is_strongest(Column(scope.level, scope.day, self._kind))
        holds = Exists(find_proofs(scope).filter(strongest, person=OuterRef("person")))
        if self.who == PeopleFilter.TRAINING:
            enrolled = find_in_training(scope.skill, scope.level, scope.day)
            postings = postings.filter(person__in=enrolled.order_by().values("person"))
        return postings.filter(holds if self.who == PeopleFilter.COUNTED else ~holds)

    @property
    def _kind(self) -> str:
        return self.asked.kind if self.who == PeopleFilter.COUNTED else ""
