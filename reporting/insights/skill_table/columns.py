"""Says which skills a unit asks: of everybody, of posts by role profiles, of those of targets.

A target asks its skill of everybody in its unit or of an audience, a role profile of those who
have the position.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from people.directory import list_known_positions
from people.models import Agency, Posting, list_line_paths
from people.text.formatting import number
from people.text.languages import in_language
from plan.levels import LevelNames, name_level
from plan.models import Measure, ProfileRequirement, RoleProfile, Skill, Target
from plan.positions import match_position, pick_positions
from reporting.figures.profiles.grouping import PlaceGroups
from reporting.models import KeyList


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


class AskedSkills(NamedTuple):
    """The skills that are asked of a unit, and what single profiles and targets ask of some."""

    columns: tuple[SkillColumn, ...]
    posts: tuple[SkillColumn, ...]
    targets: tuple[SkillColumn, ...]


def list_asked(unit: Agency, names: LevelNames, *, day: dt.date) -> AskedSkills:
    """Return what is asked of the people of the unit on the day: two queries."""
    requirements, targets = _list_profile_requirements(unit, day), _list_unit_targets(unit, day)
    return AskedSkills(
        columns=tuple(_list_asked_columns(targets, requirements, names)),
        posts=tuple(_build_post(one, names) for one in requirements),
        targets=tuple(_build_audience(one, names) for one in targets if not _asks_all(one)),
    )


def narrow_to_asked(
    postings: QuerySet[Posting], column: SkillColumn, unit: Agency
) -> QuerySet[Posting]:
    """Leave those of the unit of whom the column is asked."""
    if column.is_of_everybody:
        return postings
    asked = _ask_posts(column.requirements, unit)
    for target in column.targets:
        place = Q() if target.with_below else Q(agency=target.agency_id)
        asked |= Q(target.audience.build_condition(), place, pk__isnull=False)
    return postings.filter(asked)


def _ask_posts(requirements: tuple[ProfileRequirement, ...], unit: Agency) -> Q:
    """Return the condition on postings in the unit of whom one of the profiles asks it."""
    asked = Q(pk=None)
    if not requirements:
        return asked
    # Positions are compared here, as the database cannot fold names: a nation has few of them.
    known, places = list_known_positions(), PlaceGroups.of(unit, requirements)
    for one in requirements:
        same = pick_positions([one.profile.position], known)
        asked |= Q(position__in=same, agency__among=KeyList(places.list_asked(one)))
    return asked


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
    own = Q(agency=unit) | Q(agency__path__in=list_line_paths(unit.path), with_below=True)
    targets = Target.objects.in_force(day).filter(own, due_on__gte=day, measure=Measure.HELD)
    return list(targets.select_related("skill").order_by("pk"))


def _list_profile_requirements(unit: Agency, day: dt.date) -> list[ProfileRequirement]:
    """Return what profiles of the unit, of those above it and below it ask."""
    rows = ProfileRequirement.objects.filter(profile__in=RoleProfile.objects.on(day).around(unit))
    return list(rows.select_related("profile__agency", "skill").order_by("pk"))


def _holds_in(profile: RoleProfile, unit: Agency) -> bool:
    is_of_kind = profile.unit_kind in ("", unit.kind)
    return is_of_kind and unit.path.startswith(profile.agency.path)
