"""Says what a target may not be: rules that compare rows, for the form and the import alike."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from people.models import Agency
    from plan.models import Clause, Phase, Skill


def find_target_faults(
    *,
    phase: Phase | None,
    clause: Clause | None,
    agency: Agency | None,
    skill: Skill | None,
    due_on: dt.date | None,
    baseline_on: dt.date | None,
    headcount: int | None = None,
    baseline: int | None = None,
) -> dict[str, Any]:
    """Return a message for each field that contradicts another one; None says nothing."""
    faults = {}
    if phase and clause and phase.plan_id != clause.plan_id:
        faults["clause"] = _("This clause belongs to another plan than the phase.")
    if skill and skill.area_id is None:
        faults["skill"] = _("This is an area. Choose one of its competences.")
    if phase and due_on and due_on > phase.ends_on:
        faults["due_on"] = _("The target is due after its phase has ended.")
    if phase and due_on and due_on < phase.starts_on:
        faults["due_on"] = _("The target is due before its phase begins.")
    if due_on and baseline_on and due_on <= baseline_on:
        faults["due_on"] = _("A target is due after its baseline.")
    if headcount and baseline and baseline > headcount:
        faults["baseline"] = _("More people hold the skill already than the target asks for.")
    if agency and due_on and agency.valid_to and agency.valid_to <= due_on:
        faults["agency"] = _("The agency is closed before the target is due.")
    return faults
