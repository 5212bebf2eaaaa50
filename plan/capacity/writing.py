"""Starts, fills, submits and approves capacity plans; only writer of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from people.access import agencies_for, has_global_access, has_role_over, roles_of
from people.dual_control import asked_by_same_authority
from people.models import Agency, Person, Role
from plan.models import CapacityPlan, CapacityPriority, CapacityQuarter, Skill, Target
from plan.signals import plan_acted

_State = CapacityPlan.State


class CapacityRefused(Exception):
    """The act is not the person's, or not one for a plan in this state.

    ``is_outdated``: the plan was given back and sent anew since it was looked at.
    """

    def __init__(self, *, is_outdated: bool = False) -> None:
        super().__init__()
        self.is_outdated = is_outdated


@dataclass(frozen=True)
class Need:
    """So many people are asked to hold a skill, and so many of them lack it."""

    skill: Skill
    level: int
    headcount: int
    gap: int


@dataclass(frozen=True)
class QuarterPlan:
    """Seats and money of one quarter, from 1 to 4."""

    quarter: int
    seats: int
    budget: int


def can_write_capacity(person: Person, agency: Agency) -> bool:
    """Return whether the person plans for the agency."""
    return has_role_over(person, Role.Kind.HR, agency)


def list_capacity_to_decide(person: Person) -> QuerySet[CapacityPlan]:
    """Return the plans that the person may approve: from above, and not their own.

    As HR manager of an office above, or as secretariat of the agency or above it.
    """
    waiting = CapacityPlan.objects.filter(state=_State.SUBMITTED)
    waiting = waiting.exclude(
        asked_by_same_authority(person, asker="submitted_by", at="submitted_at")
    )
    if has_global_access(person):
        return waiting
    own = Q(agency__in=agencies_for(person, Role.Kind.SECRETARIAT))
    for role in roles_of(person, Role.Kind.HR):
        own |= Q(agency__path__startswith=role.agency.path) & ~Q(agency=role.agency)
    return waiting.filter(own)


@transaction.atomic
def start_capacity(agency: Agency, year: int, *, by: Person) -> CapacityPlan:
    """Return the plan of the agency for the year, a new draft if there is none."""
    if not can_write_capacity(by, agency):
        raise CapacityRefused
    plan, is_new = CapacityPlan.objects.get_or_create(agency=agency, year=year)
    if is_new:
        _enter_plan_act("capacity.start", plan, by)
    return plan


@transaction.atomic
def choose_priority(
    plan: CapacityPlan,
    need: Need,
    *,
    importance: int,
    quarters: Sequence[QuarterPlan] = (),
    by: Person,
) -> CapacityPriority:
    """Make the need a priority, or change it; its target is that of the agency for the skill."""
    plan = _lock_draft(plan, by)
    values: dict[str, Any] = {
        "importance": importance,
        "headcount": need.headcount,
        "gap": need.gap,
        "target": _find_target(plan, need),
    }
    priority, _is_new = CapacityPriority.objects.update_or_create(
        plan=plan, skill=need.skill, level=need.level, defaults=values
    )
    priority.quarters.all().delete()
    CapacityQuarter.objects.bulk_create(
        CapacityQuarter(priority=priority, **vars(one))
        for one in quarters
        if one.seats or one.budget
    )
    return priority


@transaction.atomic
def drop_priority(priority: CapacityPriority, *, by: Person) -> None:
    """Take a priority out of a draft."""
    _lock_draft(priority.plan, by)
    priority.delete()


@transaction.atomic
def submit_capacity(plan: CapacityPlan, *, by: Person) -> CapacityPlan:
    """Hand the draft to the office above; one without a priority asks nothing of it."""
    plan = _lock_draft(plan, by)
    if not plan.priorities.exists():
        raise CapacityRefused
    # What was decided of it before is in the history: now it waits.
    plan.state, plan.answer = _State.SUBMITTED, ""
    plan.decided_by = plan.decided_at = None
    plan.submitted_by, plan.submitted_at = by, timezone.now()
    plan.save()
    _enter_plan_act("capacity.submit", plan, by)
    return plan


@transaction.atomic
def decide_capacity(
    plan: CapacityPlan, *, approves: bool, answer: str, by: Person
) -> CapacityPlan:
    """Approve the plan, or give it back with an answer to be changed.

    Decided is what was looked at: raise `CapacityRefused` where ``plan`` is of another sending.
    """
    seen_at, plan = plan.submitted_at, _lock_plan(plan)
    if not list_capacity_to_decide(by).filter(pk=plan.pk).exists():
        raise CapacityRefused
    if plan.submitted_at != seen_at:
        raise CapacityRefused(is_outdated=True)
    plan.state = _State.APPROVED if approves else _State.DRAFT
    plan.decided_by, plan.decided_at, plan.answer = by, timezone.now(), answer
    plan.save()
    _enter_plan_act("capacity.approve" if approves else "capacity.return", plan, by)
    return plan


def _find_target(plan: CapacityPlan, need: Need) -> Target | None:
    """Return the next target that the plan serves: of the agency, due in its year or later."""
    targets = Target.objects.filter(agency=plan.agency, skill=need.skill, level__lte=need.level)
    return targets.filter(due_on__year__gte=plan.year).order_by("due_on", "-level", "pk").first()


def _lock_plan(plan: CapacityPlan) -> CapacityPlan:
    """Return the plan as it is now; its row stays locked until the end."""
    rows = CapacityPlan.objects.select_for_update(of=("self",)).select_related("agency")
    return rows.get(pk=plan.pk)


def _lock_draft(plan: CapacityPlan, by: Person) -> CapacityPlan:
    plan = _lock_plan(plan)
    if plan.state != _State.DRAFT or not can_write_capacity(by, plan.agency):
        raise CapacityRefused
    return plan


def _enter_plan_act(action: str, plan: CapacityPlan, by: Person) -> None:
    data = {"agency": plan.agency.names, "year": plan.year, "answer": plan.answer}
    plan_acted.send(CapacityPlan, action=action, row=plan, by=by, data=data)
