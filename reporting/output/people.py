"""Streams the people behind a figure for files, in the order and with the columns of the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from certification.models import Evidence
from people.files import Sheet, SheetRow
from people.models import Agency, Person, Posting
from people.text.formatting import day_before
from people.text.languages import in_language
from plan.levels import LevelNames, name_level
from plan.models import Measure
from reporting.figures.subtree import UnitContext
from reporting.insights.people_list import PeopleFilter
from reporting.output.watching import Piece, watch_lines
from reporting.query.scope import Scope

_PEOPLE_AT_ONCE = 2000  # rows of the cursor, and values in one statement, which databases limit
# Of a person a line needs the name and the number; the other columns stay in the database.
_OF_PERSON = ("username", "name_my", "name_en", "honorific", "erased_at", "staff_number")
_Proof = tuple[int, dt.date, dt.date | None]  # level, acquired on, first day that does not count


@dataclass(frozen=True)
class PeopleFile:
    """A list of people as a file: who is on it, and the language of its reader."""

    scope: Scope
    who: PeopleFilter
    context: UnitContext
    language: str

    def count(self) -> int:
        """Return how many lines the file has."""
        return self._find_records().count()

    def build_sheet(self) -> Sheet:
        """Return the table, whose lines are read as they are written."""
        headings = [
            *(_("Name"), _("Staff number"), _("Position"), _("Unit code"), _("Unit")),
            *(_("Level"), _("Since"), _("Valid until")),
        ]
        lines = watch_lines(self.scope.viewer, self.scope.unit, self._write_pieces())
        return Sheet(_("People"), headings, lines)

    def _write_pieces(self) -> Iterator[Piece]:
        units = self._read_units()
        # The order asks for the reader's language, in which a stream may be read no more.
        with override(self.language):
            records = self._order_records()
        # A cursor of the server: neither side holds a nation's people at once.
        rows = records.iterator(_PEOPLE_AT_ONCE)
        while piece := list(islice(rows, _PEOPLE_AT_ONCE)):
            with override(self.language):
                lines = list(self._write_piece(piece, units))
            yield [record.person_id for record in piece], lines

    def _write_piece(
        self, records: Iterable[Posting | Evidence], units: dict[int, Agency]
    ) -> Iterator[SheetRow]:
        best = self._read_proofs(records)
        names: dict[int, str] = {}
        for record in records:
            proof = best.get(record.pk)
            unit = units.get(record.agency_id or 0)
            yield [
                str(record.person),
                record.person.staff_number or "",
                in_language(record.position) if record.position else "",
                unit.code if unit else "",
                unit.name if unit else "",
                self._name_level(proof, names),
                proof[1] if proof else None,
                day_before(proof[2]) if proof else None,
            ]

    def _name_level(self, proof: _Proof | None, known: dict[int, str]) -> str:
        if proof is None or self.scope.skill is None:
            return ""
        if proof[0] not in known:
            known[proof[0]] = name_level(self._names, self.scope.skill, proof[0])
        return known[proof[0]]

    def _read_proofs(self, records: Iterable[Posting | Evidence]) -> dict[int, _Proof]:
        """Return the best proof on the day by the key of its record: one query a piece."""
        if self._is_of_completions:
            return {
                record.pk: (record.level, record.acquired_on, record.expires_on)
                for record in records
                if isinstance(record, Evidence)
            }
        # Who lacks the skill has no proof to be read.
        if self.scope.skill is None or self.who == PeopleFilter.LACKING:
            return {}
        people = {record.person_id: record.pk for record in records}
        held = self._evidence_held().filter(person__in=people).order_by("level", "acquired_on")
        # By rising level, so that the best one of a person is written last.
        columns = ("person_id", "level", "acquired_on", "expires_on")
        return {people[row[0]]: row[1:] for row in held.values_list(*columns)}

    @property
    def _names(self) -> LevelNames:
        return self.context.names

    @property
    def _is_of_completions(self) -> bool:
        return self.who == PeopleFilter.COUNTED and self.scope.measure == Measure.TRAINED

    def _read_units(self) -> dict[int, Agency]:
        units = Agency.objects.in_bulk(self.context.subtree.agencies_on(self.scope.day))
        self.context.places.show_as_on(self.scope.day, units.values())
        return units

    def _order_records(self) -> QuerySet[Any]:
        of_person = [f"person__{name}" for name in _OF_PERSON]
        own = ["position", "agency_id", "person_id"]
        if self._is_of_completions:
            own += ["level", "acquired_on", "expires_on"]
        found = self._find_records().select_related("person").only(*own, *of_person)
        return found.order_by(Person.name_order("person__"), "pk")

    def _find_records(self) -> QuerySet[Any]:
        """Return the postings of the day, or the completions, that the viewer may see by name."""
        records = self._find_completions() if self._is_of_completions else self._find_postings()
        # Security: as on the page, who serves under others today is counted without a name.
        return records.filter(person__in=Person.objects.visible_to(self.scope.viewer))

    def _find_postings(self) -> QuerySet[Posting]:
        scope = self.scope
        agencies = self.context.subtree.agencies_on(scope.day)
        postings = Posting.objects.counted_on(scope.day).filter(agency__in=agencies)
        if self.who == PeopleFilter.POSTED or scope.skill is None:
            return postings
        holds = Exists(self._evidence_held().filter(person=OuterRef("person")))
        return postings.filter(holds if self.who == PeopleFilter.COUNTED else ~holds)

    def _find_completions(self) -> QuerySet[Evidence]:
        scope = self.scope
        kept = Q(revoked_on=None) | Q(revoked_on__gt=scope.day)
        return Evidence.objects.completions().filter(
            kept,
            acquired_on__lte=scope.day,
            skill=scope.skill,
            level__gte=scope.level,
            agency__in=self.context.subtree.agencies_on(scope.day),
        )

    def _evidence_held(self) -> QuerySet[Evidence]:
        held = Evidence.objects.counted().valid(self.scope.day)
        return held.filter(skill=self.scope.skill, level__gte=self.scope.level)
