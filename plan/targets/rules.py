"""Says what a target may not be: rules that compare rows, for the form and the import alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from plan.targets.milestones import Milestone

if TYPE_CHECKING:
    from people.models import Agency
    from plan.models import Clause, Phase, Skill

# More than the country has officials; what is larger is a slip of the hand.
MOST_PEOPLE = 10_000_000
MOST_PERCENT = 100
HIGHEST_GRADE = 99
_Faults = dict[str, Any]


def find_target_faults(
    *,
    phase: Phase | None,
    clause: Clause | None,
    agency: Agency | None,
    skill: Skill | None,
    due_on: dt.date | None,
    baseline_on: dt.date | None,
    headcount: int | None = None,
    percent: int | None = None,
    baseline: int | None = None,
    measure: str = "",
    grade_from: int | None = None,
    grade_to: int | None = None,
    milestones: Sequence[Milestone] = (),
) -> _Faults:
    """Return a message for each field that contradicts another one; None says nothing."""
    return {
        **_find_place_faults(phase, clause, agency, skill, due_on),
        **_find_value_faults(headcount, percent, baseline, measure),
        **_find_grade_faults(grade_from, grade_to),
        **_find_milestone_faults(milestones, phase, due_on, headcount or percent),
        **_find_day_faults(phase, due_on, baseline_on),
    }


def _find_place_faults(
    phase: Phase | None,
    clause: Clause | None,
    agency: Agency | None,
    skill: Skill | None,
    due_on: dt.date | None,
) -> _Faults:
    faults = {}
    if phase and clause and phase.plan_id != clause.plan_id:
        faults["clause"] = _("This clause belongs to another plan than the phase.")
    if skill and skill.area_id is None:
        faults["skill"] = _("This is an area. Choose one of its competences.")
    if agency and due_on and agency.valid_to and agency.valid_to <= due_on:
        faults["agency"] = _("The agency is closed before the target is due.")
    return faults


def _find_day_faults(
    phase: Phase | None, due_on: dt.date | None, baseline_on: dt.date | None
) -> _Faults:
    faults = {}
    if phase and due_on and due_on > phase.ends_on:
        faults["due_on"] = _("The target is due after its phase has ended.")
    if phase and due_on and due_on < phase.starts_on:
        faults["due_on"] = _("The target is due before its phase begins.")
    if due_on and baseline_on and due_on <= baseline_on:
        faults["due_on"] = _("A target is due after its baseline.")
    return faults


def _find_value_faults(
    headcount: int | None, percent: int | None, baseline: int | None, measure: str
) -> _Faults:
    faults = {}
    if headcount and percent:
        faults["percent"] = _("Say people or percent, not both.")
    # Completions are no people: one person may complete twice, and more than all is no share.
    elif percent and measure == "trained":
        faults["percent"] = _("A percent is of people who hold the skill. Choose “held now”.")
    if headcount and baseline and baseline > headcount:
        faults["baseline"] = _("More people hold the skill already than the target asks for.")
    return faults


def _find_grade_faults(grade_from: int | None, grade_to: int | None) -> _Faults:
    if grade_from is not None and grade_to is not None and grade_from > grade_to:
        return {"grade_to": _("The last grade is the first one or above it.")}
    return {}


def _find_milestone_faults(
    milestones: Sequence[Milestone],
    phase: Phase | None,
    due_on: dt.date | None,
    value: int | None,
) -> _Faults:
    days = [one.on for one in milestones]
    values = [*(one.value for one in milestones), *([value] if value else [])]
    fault: Any = None
    if any(later <= day for day, later in pairwise(days)):
        fault = _("Milestones follow one another, each on a later day.")
    elif days and phase and days[0] < phase.starts_on:
        fault = _("A milestone stands before the phase begins.")
    elif days and due_on and days[-1] >= due_on:
        fault = _("A milestone stands before the due day of its target.")
    elif any(later < one for one, later in pairwise(values)) or 0 in values[:1]:
        fault = _("A milestone asks 1 or more, no less than the one before and no more than all.")
    return {"milestones": fault} if fault else {}
