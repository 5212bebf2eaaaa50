"""Gathers what a locked month holds: every figure of its last day, and what it was counted from.

The result is plain JSON with names in all languages, so that it can be read when skills, plans
and agencies have other names or are gone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_noop as _

from people.models import Agency, Person
from plan.models import Measure, Skill
from reporting.figures import (
    Subtree,
    TargetRow,
    UnitContext,
    count_posted,
    coverage_over,
    list_target_rows,
)
from reporting.figures.rosters import read_rosters
from reporting.figures.targets import AskedTarget
from reporting.months.indices import gather_index_facts
from reporting.months.month import Month

FORMAT = "pyinnya-month/1"
# Raised with any change of how figures are counted: two months are compared by it. It is signed in
# English; who shows it translates it, as long as the words of that version are in the catalogue.
RULE = {
    "version": 1,
    "held": _(
        "Persons posted in the unit or below it on the day, whose account is open, with valid"
        " evidence of the skill at the level or above. Expired and revoked evidence, self-claims"
        " and diagnostics do not count. Each person counts once, by the main posting."
    ),
    "trained": _(
        "Completions up to the day while the person was posted in the unit or below it."
        " Revoked ones do not count."
    ),
    "matched": _("Persons posted on the day whom an applied roster of the last year names."),
}
_Json = dict[str, Any]


@dataclass(frozen=True)
class _Country:
    """A root with its ministries and the targets under it, as they were on the day."""

    root: Agency
    ministries: list[Agency]
    rows: list[TargetRow]
    context: UnitContext

    @property
    def units(self) -> list[Agency]:
        """Return all units that have a figure, each once."""
        targets = [row.target.agency for row in self.rows]
        return list({unit.pk: unit for unit in (self.root, *self.ministries, *targets)}.values())


def gather_month(month: Month) -> _Json:
    """Return the month as it is counted now, in as many queries however many targets there are."""
    day = month.last_day
    countries = [_read_country(root, day) for root in Agency.get_root_nodes()]
    rows = [row for country in countries for row in country.rows]
    counted = [_count_figures(country, day) for country in countries]
    figures = {key: made for found in counted for key, made in found.items()}
    units = [unit for country in countries for unit in country.units]
    targets = [_describe_locked_target(row) for row in rows]
    return {
        "format": FORMAT,
        "month": month.code,
        "day": day.isoformat(),
        "rule": RULE,
        "plan_version": _digest_targets(targets),
        "plans": _name_by_code(row.target.phase.plan for row in rows),
        "phases": {_phase_key(row.target): row.target.phase.names for row in rows},
        "clauses": {_clause_key(row.target): row.target.clause.as_of(day).names for row in rows},
        "skills": _name_by_code(row.target.skill for row in rows),
        "levels": _name_levels(rows, countries),
        "units": _describe_units(countries, units, day),
        "figures": figures,
        "targets": targets,
        "index": gather_index_facts(day) if rows else {},
    }


def _read_country(root: Agency, day: dt.date) -> _Country:
    context = UnitContext.of(root, day)
    places = context.places
    under = [pk for pk in places if places.parent_on(pk, day) == root.pk]
    ministries = list(Agency.objects.on(day).filter(pk__in=under))
    places.show_as_on(day, ministries)
    # Of nobody in particular: what is locked is the whole country, whoever locks it.
    reader = Person(is_superuser=True)
    rows = list_target_rows(reader, root, day=day, context=context)
    # One query for what all of the clauses were called.
    prefetch_related_objects([row.target.clause for row in rows], "past")
    return _Country(root, ministries, rows, context)


def _count_figures(country: _Country, day: dt.date) -> dict[str, _Json]:
    """Return figures by their id: of each ministry for each skill of the plan, and of targets."""
    subtree = country.context.subtree.narrow_to(country.units)
    posted = count_posted(subtree, day)
    alone = _count_alone(country, day)
    pairs = {(row.target.skill, row.target.level): None for row in country.rows}
    tops = subtree.narrow_to([country.root, *country.ministries])
    cells = coverage_over(tops, list(pairs), days=[day], measure=Measure.HELD)
    made = [
        _build_figure(cell.unit, cell.skill, cell.level, cell.count, posted[cell.unit.pk])
        for cell in cells
    ]
    for row in country.rows:
        around = posted if row.target.with_below else alone
        staff = around[row.target.agency.pk] if row.posted is None else row.posted
        made.append(_build_target_figure(row, staff))
    return {one["id"]: one for one in made}


def _count_alone(country: _Country, day: dt.date) -> dict[int, int]:
    units = [row.target.agency for row in country.rows if not row.target.with_below]
    if not units:
        return {}
    return count_posted(country.context.subtree.alone(units), day)


def _build_figure(unit: Agency, skill: Skill, level: int, value: int, posted: int) -> _Json:
    return {
        "id": f"{Measure.HELD}/{unit.code}/{skill.code}/{level}",
        "unit": unit.code,
        "skill": skill.code,
        "level": level,
        "measure": Measure.HELD.value,
        "with_below": True,
        "audience": None,
        "value": value,
        "posted": posted,
    }


def _build_target_figure(row: TargetRow, posted: int) -> _Json:
    made = _build_figure(row.target.agency, row.target.skill, row.target.level, row.held, posted)
    audience = row.target.audience
    told = {
        "positions": audience.positions,
        "grade_from": audience.grade_from,
        "grade_to": audience.grade_to,
    }
    return made | {
        "id": _name_figure(row.target),
        "measure": row.measure.value,
        "with_below": row.target.with_below,
        "audience": None if audience.is_everybody else told,
    }


def _name_figure(target: AskedTarget) -> str:
    """Return the id of what the target counts; targets that count alike share it."""
    parts = [target.measure, target.agency.code, target.skill.code, str(target.level)]
    parts += [] if target.with_below else ["alone"]
    return "/".join(parts + ([target.audience.key[:8]] if target.audience.key else []))


def _describe_locked_target(row: TargetRow) -> _Json:
    target = row.target
    return {
        "figure": _name_figure(target),
        "phase": _phase_key(target),
        "clause": _clause_key(target),
        "asked": row.asked,
        "percent": target.percent,
        "due_on": target.due_on.isoformat(),
        "baseline": target.baseline,
        "baseline_on": target.baseline_on.isoformat(),
        "milestones": [[one.on.isoformat(), one.value, one.people] for one in row.milestones],
        "state": row.state.value,
        "needed": row.needed,
        "lately": row.lately,
        "longer": row.longer,
        "source": target.source,
        "is_sample": target.is_sample,
    }


# Of a target only these are of the day; the rest is what the plan asks.
_COUNTED_PARTS = frozenset({"state", "needed", "lately", "longer"})


def _digest_targets(targets: Sequence[_Json]) -> str:
    """Return what is the same as long as the plan asks the same."""
    asked = [{name: one[name] for name in one if name not in _COUNTED_PARTS} for one in targets]
    # A percent asks other people each day; the plan asks the same.
    asked = [one | {"asked": one["percent"] or one["asked"], "milestones": []} for one in asked]
    text = json.dumps(sorted(asked, key=str), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _describe_units(
    countries: Sequence[_Country], units: Sequence[Agency], day: dt.date
) -> dict[str, _Json]:
    roots = {country.root.pk: "country" for country in countries}
    under = {unit.pk: one.root.code for one in countries for unit in one.ministries}
    tops = dict.fromkeys(under, "ministry") | roots
    rosters = read_rosters(Subtree.of(units, since=day), day)
    return {
        unit.code: {
            "names": unit.names,
            "kind": unit.kind,
            "place": tops.get(unit.pk, "below"),
            # Of which country: what it is a part of, and can be subtracted from.
            "under": under.get(unit.pk, ""),
            **rosters[unit.pk],
        }
        for unit in units
    }


def _name_levels(rows: Iterable[TargetRow], countries: Sequence[_Country]) -> dict[str, _Json]:
    known = {key: level for one in countries for key, level in one.context.names.items()}

    def find_names() -> Iterator[tuple[str, _Json]]:
        for row in rows:
            level = known.get((row.target.skill.framework_id, row.target.level))
            yield f"{row.target.skill.code}/{row.target.level}", level.names if level else {}

    return dict(find_names())


def _name_by_code(things: Iterable[Any]) -> dict[str, dict[str, str]]:
    return {one.code: one.names for one in things}


def _phase_key(target: AskedTarget) -> str:
    return f"{target.phase.plan.code}/{target.phase.number}"


def _clause_key(target: AskedTarget) -> str:
    return f"{target.phase.plan.code}/{target.clause.code}"
