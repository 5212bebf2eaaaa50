"""Lists the people of a unit with what each holds and misses of what is asked there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from certification.models import Evidence
from people.models import Agency, Person, Posting
from people.text.formatting import day_before
from plan.levels import LevelNames, load_level_names, name_level
from reporting.insights.closest import Closeness, build_lessons_left, read_closeness
from reporting.insights.home.training import find_in_training
from reporting.insights.skill_table.columns import SkillColumn, list_asked, narrow_to_asked

_Held = dict[tuple[int, int], tuple[int, dt.date | None]]  # by person and skill: level, end


class LackingOrder(TextChoices):
    """Names in which order those who lack a skill are listed, and whether all of them."""

    NAME = "", _("By name")
    CLOSEST = "closest", _("Closest first")
    TRAINING = "training", _("Only those in training, closest first")


class CellState(TextChoices):
    """Names how a person stands with a skill that is asked in the unit."""

    HELD = "held", _("held")
    MISSING = "missing", _("missing")
    NOT_ASKED = "not_asked", _("not asked of this post")


@dataclass(frozen=True)
class SkillCell:
    """What somebody holds of a skill: any level, and the last day on which it counts."""

    column: SkillColumn
    state: CellState
    level_name: str
    last_day: dt.date | None


@dataclass(frozen=True)
class SkillRow:
    """A person where they serve, with a cell for each column.

    ``closeness`` says how far they are from the skill that the list asks about.
    """

    posting: Posting
    cells: tuple[SkillCell, ...]
    closeness: Closeness | None

    @property
    def person(self) -> Person:
        return self.posting.person

    @property
    def missing(self) -> int:
        return sum(cell.state == CellState.MISSING for cell in self.cells)


@dataclass(frozen=True)
class SkillTable:
    """The table of a unit: who is read by whom, on which day, and what is asked there."""

    viewer: Person
    unit: Agency
    day: dt.date
    columns: tuple[SkillColumn, ...]
    posts: tuple[SkillColumn, ...]
    targets: tuple[SkillColumn, ...]
    names: LevelNames

    def find_column(self, key: str) -> SkillColumn | None:
        """Return the column, or what one role profile or target asks of some."""
        asked = (*self.columns, *self.posts, *self.targets)
        return next((column for column in asked if column.key == key), None)

    def find_postings(
        self, lacking: SkillColumn | None = None, *, order: LackingOrder = LackingOrder.NAME
    ) -> QuerySet[Posting]:
        """Return the postings in the unit, or of those who lack a skill, in order."""
        postings = Posting.objects.counted_on(self.day)
        agencies = Agency.objects.filter(path__startswith=self.unit.path).values("pk")
        postings = postings.filter(agency__in=agencies).select_related("person", "agency")
        # Security: the figures of a unit may be read by whom its people are not shown.
        found: QuerySet[Posting] = postings.filter(
            person__in=Person.objects.visible_to(self.viewer)
        )
        fields: list[Any] = [Person.name_order("person__"), "pk"]
        if lacking:
            found = narrow_to_asked(found, lacking, self.unit).exclude(_holds(lacking, self.day))
            if order == LackingOrder.TRAINING:
                enrolled = find_in_training(lacking.skill, lacking.level, self.day)
                found = found.filter(person__in=enrolled.order_by().values("person"))
            if order != LackingOrder.NAME:
                left = build_lessons_left(lacking.skill, lacking.level)
                found = found.annotate(lessons_left=left)
                fields.insert(0, F("lessons_left").asc(nulls_last=True))
        return found.order_by(*fields)

    def build_rows(
        self, postings: Iterable[Posting], lacking: SkillColumn | None = None
    ) -> list[SkillRow]:
        """Return a row for each posting: one query, and one more for who lacks a skill."""
        postings = list(postings)
        people = [posting.person_id for posting in postings]
        held = _read_held(people, {column.skill.pk for column in self.columns}, self.day)
        near: dict[int, Closeness] = {}
        if lacking:
            near = read_closeness(people, lacking.skill, lacking.level)
        return [
            SkillRow(
                posting,
                tuple(self._build_cell(one, posting, held) for one in self.columns),
                near.get(posting.person_id),
            )
            for posting in postings
        ]

    def _build_cell(self, column: SkillColumn, posting: Posting, held: _Held) -> SkillCell:
        level, end = held.get((posting.person_id, column.skill.pk), (0, None))
        shown = name_level(self.names, column.skill, level) if level else ""
        if level >= column.level:
            state = CellState.HELD
        else:
            asked = column.is_asked_of(posting)
            state = CellState.MISSING if asked else CellState.NOT_ASKED
        return SkillCell(column, state, shown, day_before(end))


def read_skill_table(viewer: Person, unit: Agency, *, day: dt.date) -> SkillTable:
    """Return the table of the unit with what is asked there: three queries."""
    names = load_level_names()
    return SkillTable(viewer, unit, day, *list_asked(unit, names, day=day), names)


def _holds(column: SkillColumn, day: dt.date) -> Exists:
    held = Evidence.objects.counted().valid(day).filter(person=OuterRef("person"))
    return Exists(held.filter(skill=column.skill, level__gte=column.level))


def _read_held(people: Sequence[int], skills: set[int], day: dt.date) -> _Held:
    """Return the highest level of each person and skill, and when it ends: one query."""
    found = Evidence.objects.counted().valid(day).filter(person__in=people, skill__in=skills)
    # Of one level the proof that lasts longest is written last.
    ordered = found.order_by("level", F("expires_on").asc(nulls_last=True))
    rows = ordered.values_list("person_id", "skill_id", "level", "expires_on")
    return {(person, skill): (level, end) for person, skill, level, end in rows}
