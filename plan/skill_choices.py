"""Offers competences and levels to forms, skills in groups by framework and area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, JSONField, OuterRef, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from people.text.languages import in_language
from plan.levels import name_numbers
from plan.models import Level, Skill, Target

_Choices = list[tuple[Any, Any]]
_Names = dict[str, str]
NOTHING_CHOSEN: _Choices = [("", "—")]
_NO_NAMES = Value({}, output_field=JSONField())


class _Row(NamedTuple):
    """A skill that is offered, or a level, whose ``key`` is its number."""

    is_skill: bool
    key: int
    framework: int
    names: _Names
    code: str
    area_code: str
    area_names: _Names
    framework_code: str
    framework_names: _Names
    is_asked: bool


@dataclass(frozen=True)
class OfferedChoices:
    """Skills and levels as choices of a form, and the names of the skills by id."""

    skills: _Choices
    levels: _Choices
    names: dict[int, str]


def list_skill_choices() -> _Choices:
    """Return the skills that can be taught, those that a target asks for today first."""
    return _group_skills(_Row(*row) for row in _read_skills())


def load_choices() -> OfferedChoices:
    """Return the skills and the levels to choose from: one query for a page that shows both."""
    empty = (Value(""), Value(""), _NO_NAMES, Value(""), _NO_NAMES, Value(False))
    levels = Level.objects.order_by().values_list(
        Value(False), "number", "framework", "names", *empty
    )
    rows = [_Row(*row) for row in _read_skills().union(levels, all=True)]
    named = [row for row in rows if not row.is_skill]
    named.sort(key=lambda row: (row.key, row.framework))
    numbers = name_numbers((row.key, in_language(row.names)) for row in named)
    skills = [row for row in rows if row.is_skill]
    names = {row.key: in_language(row.names) for row in skills}
    return OfferedChoices(_group_skills(skills), [*NOTHING_CHOSEN, *numbers], names)


def _read_skills() -> QuerySet[Skill, Any]:
    today = timezone.localdate()
    due = Target.objects.in_force(today).filter(due_on__gte=today, skill=OuterRef("pk"))
    # order_by(): an order would stand within the UNION.
    return (
        Skill.objects.offered()
        .order_by()
        .values_list(
            *(Value(True), "pk", "framework", "names", "code", "area__code", "area__names"),
            *("framework__code", "framework__names", Exists(due)),
        )
    )


def _group_skills(rows: Iterable[_Row]) -> _Choices:
    groups: dict[str, _Choices] = defaultdict(list)
    first = _("Asked for by a target")
    groups[first] = []
    for row in sorted(rows, key=lambda row: (row.framework_code, row.area_code, row.code)):
        area = f"{in_language(row.framework_names)} · {in_language(row.area_names)}"
        group = first if row.is_asked else area
        groups[group].append((row.key, f"{row.code} {in_language(row.names)}"))
    return [*NOTHING_CHOSEN, *((group, found) for group, found in groups.items() if found)]
