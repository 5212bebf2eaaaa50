"""Lists the people of a unit by the skills that their posts and its targets ask.

A target asks its skill of everybody in its unit or of an audience, a role profile of those who
have the position.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certification.models import Evidence
from people.models import Agency, Person, Posting
from people.text.formatting import day_before, number
from people.text.languages import in_language
from plan.levels import LevelNames, load_level_names, name_level
from plan.models import Measure, ProfileRequirement, RoleProfile, Skill, Target
from plan.positions import match_position
from reporting.insights.closest import Closeness, build_lessons_left, read_closeness

_Held = dict[tuple[int, int], tuple[int, dt.date | None]]  # by person and skill: level, end


class CellState(TextChoices):
    """Names how a person stands with a skill that is asked in the unit."""

    HELD = "held", _("held")
    MISSING = "missing", _("missing")
    NOT_ASKED = "not_asked", _("not asked of this post")


@dataclass(frozen=True)
class SkillColumn:
    """A skill at a level that the unit asks: of everybody, of posts, or of those of targets."""

    skill: Skill
    level: int
    level_name: str
    is_of_everybody: bool
    requirements: tuple[ProfileRequirement, ...]
    post: ProfileRequirement | None = None  # where it is what one profile asks, and no column
    targets: tuple[Target, ...] = ()
    target: Target | None = None  # where it is what one target asks of an audience, and no column

    @property
    def key(self) -> str:
        if self.target:
            return f"target:{self.target.pk}"
        return f"post:{self.post.pk}" if self.post else f"{self.skill.code}:{self.level}"

    @property
    def leaves_below(self) -> bool:
        """Return whether it is asked of the office itself only, without the units below."""
        return self.target is not None and not self.target.with_below

    @property
    def label(self) -> str:
        label = f"{self.skill.name} · {self.level_name}"
        if self.target:
            alone = "" if self.target.with_below else gettext("Without the units below")
            return " · ".join(filter(None, (str(self.target.audience), alone, label)))
        if self.post is None:
            return label
        position = in_language(self.post.profile.position)
        if self.post.minimum is None:
            return f"{position} · {label}"
        asked = gettext("at least %(people)s") % {"people": number(self.post.minimum)}
        return f"{position} · {label} ({asked})"

    def is_asked_of(self, posting: Posting) -> bool:
        """Return whether the post must have it."""
        return (
            self.is_of_everybody
            or any(
                _holds_in(one.profile, posting.agency)
                and match_position(one.profile.position, posting.position)
                for one in self.requirements
            )
            or any(_is_about(one, posting) for one in self.targets)
        )


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
        self, lacking: SkillColumn | None = None, *, closest_first: bool = False
    ) -> QuerySet[Posting]:
        """Return the postings in the unit, or of those who lack a skill, in order."""
        postings = Posting.objects.counted_on(self.day)
        agencies = Agency.objects.filter(path__startswith=self.unit.path).values("pk")
        postings = postings.filter(agency__in=agencies).select_related("person", "agency")
        # Security: the figures of a unit may be read by whom its people are not shown.
        found: QuerySet[Posting] = postings.filter(
            person__in=Person.objects.visible_to(self.viewer)
        )
        order: list[Any] = [Person.name_order("person__"), "pk"]
        if lacking:
            found = self._narrow_to_asked(found, lacking).exclude(_holds(lacking, self.day))
            if closest_first:
                left = build_lessons_left(lacking.skill, lacking.level)
                found = found.annotate(lessons_left=left)
                order.insert(0, F("lessons_left").asc(nulls_last=True))
        return found.order_by(*order)

    def _narrow_to_asked(
        self, postings: QuerySet[Posting], column: SkillColumn
    ) -> QuerySet[Posting]:
        """Leave those of whom the column is asked."""
        if column.is_of_everybody:
            return postings
        # A nation has few positions: they are compared here, as the database cannot fold names.
        known = list(postings.order_by().values_list("position", flat=True).distinct())
        units = list(Agency.objects.filter(path__startswith=self.unit.path))
        asked = Q(pk=None)
        for one in column.requirements:
            same = [names for names in known if match_position(one.profile.position, names)]
            within = [unit.pk for unit in units if _holds_in(one.profile, unit)]
            asked |= Q(position__in=same, agency__in=within)
        for target in column.targets:
            place = Q() if target.with_below else Q(agency=target.agency_id)
            asked |= Q(target.audience.build_condition(Posting), place, pk__isnull=False)
        return postings.filter(asked)

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
    names, requirements = load_level_names(), _list_profile_requirements(unit, day)
    targets = _list_unit_targets(unit, day)
    columns = tuple(_list_asked_columns(targets, requirements, names))
    posts = tuple(_build_post(one, names) for one in requirements)
    audiences = tuple(_build_audience(one, names) for one in targets if not _asks_all(one))
    return SkillTable(viewer, unit, day, columns, posts, audiences, names)


def _build_audience(one: Target, names: LevelNames) -> SkillColumn:
    level_name = name_level(names, one.skill, one.level)
    return SkillColumn(one.skill, one.level, level_name, False, (), targets=(one,), target=one)


def _build_post(one: ProfileRequirement, names: LevelNames) -> SkillColumn:
    level_name = name_level(names, one.skill, one.level)
    return SkillColumn(one.skill, one.level, level_name, False, (one,), post=one)


def _list_asked_columns(
    targets: Iterable[Target],
    requirements: Iterable[ProfileRequirement],
    names: LevelNames,
) -> Iterable[SkillColumn]:
    # Of a minimum nobody in particular lacks it.
    required = [one for one in requirements if one.minimum is None]
    targets = list(targets)
    posts, aims = _group_by_skill(required), _group_by_skill(targets)
    rows: Iterable[Any] = (*required, *targets)
    asked = {(one.skill.code, one.level): one.skill for one in rows}
    for key, skill in sorted(asked.items(), key=lambda item: item[0]):
        level_name, own = name_level(names, skill, key[1]), aims.get(key, ())
        yield SkillColumn(
            *(skill, key[1], level_name, any(map(_asks_all, own)), tuple(posts.get(key, ()))),
            targets=tuple(one for one in own if not _asks_all(one)),
        )


def _group_by_skill(rows: Iterable[Any]) -> dict[tuple[str, int], list[Any]]:
    found: dict[tuple[str, int], list[Any]] = {}
    for row in rows:
        found.setdefault((row.skill.code, row.level), []).append(row)
    return found


def _asks_all(target: Target) -> bool:
    return target.with_below and target.audience.is_everybody


def _is_about(target: Target, posting: Posting) -> bool:
    """Return whether somebody of a unit at or below the target's is of those whom it asks."""
    is_there = target.with_below or posting.agency_id == target.agency_id
    return is_there and target.audience.includes(posting.position, posting.grade)


def _list_unit_targets(unit: Agency, day: dt.date) -> list[Target]:
    """Return the targets that ask people of the unit: its own, and those of the units above.

    Without a viewer: what is asked of an office every reader of the office may know.
    """
    above = [unit.path[:end] for end in range(Agency.steplen, len(unit.path), Agency.steplen)]
    own = Q(agency=unit) | Q(agency__path__in=above, with_below=True)
    targets = Target.objects.in_force(day).filter(own, due_on__gte=day, measure=Measure.HELD)
    return list(targets.select_related("skill").order_by("pk"))


def _list_profile_requirements(unit: Agency, day: dt.date) -> list[ProfileRequirement]:
    """Return what profiles of the unit, of those above it and below it ask."""
    profiles = RoleProfile.objects.on(day)
    profiles = profiles.holding_in(unit) | profiles.filter(agency__path__startswith=unit.path)
    rows = ProfileRequirement.objects.filter(profile__in=profiles)
    return list(rows.select_related("profile__agency", "skill").order_by("pk"))


def _holds_in(profile: RoleProfile, unit: Agency) -> bool:
    is_of_kind = profile.unit_kind in ("", unit.kind)
    return is_of_kind and unit.path.startswith(profile.agency.path)


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
