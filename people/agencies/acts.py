"""Lets offices rename, move, split, merge and close agencies from a day on, and take it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from people.access import has_global_access, has_role_over
from people.agencies.applying import apply_wish
from people.agencies.changing import lock_tree
from people.agencies.refusals import AgencyActRefused, AgencyRefusal
from people.agencies.telling import (
    enter_agency_act,
    enter_people_moved,
    tell_of_failure,
    tell_people_moved,
    tell_people_moved_back,
)
from people.agencies.undoing import undo_agency_act
from people.models import (
    Agency,
    AgencyAct,
    Person,
    Role,
    validate_service_day,
)
from people.queue import sweep_rows

_Kind, _State = AgencyAct.Kind, AgencyAct.State


class _Rehearsed(Exception):
    """All of the act can be done, and is undone."""


@dataclass(frozen=True)
class NewAgency:
    """What is split off: its code and names, the units and the people that it takes over."""

    code: str
    names: Mapping[str, str]
    kind: str = ""
    units: Collection[Agency] = field(default_factory=tuple)
    people: Collection[Person] = field(default_factory=tuple)


def rename_agency(
    agency: Agency,
    names: Mapping[str, str],
    *,
    kind: str = "",
    day: dt.date,
    by: Person,
    reason: str,
) -> AgencyAct:
    """Call the agency otherwise, or make it of another kind, from the day on.

    This and the acts below raise `AgencyActRefused`, and ValidationError for an impossible day.
    """
    act = AgencyAct(kind=_Kind.RENAMING, agency=agency, day=day, by=by, reason=reason)
    act.wish = {"names": dict(names), "kind": kind}
    return _record_act(act)


def move_agency(
    agency: Agency, parent: Agency, *, day: dt.date, by: Person, reason: str
) -> AgencyAct:
    """Let the agency, with all below it, stand under the parent from the day on."""
    act = AgencyAct(kind=_Kind.MOVE, agency=agency, day=day, by=by, reason=reason)
    act.wish = {"parent": parent.pk}
    return _record_act(act)


def close_agency(
    agency: Agency, successor: Agency | None, *, day: dt.date, by: Person, reason: str
) -> AgencyAct:
    """Close the agency on the day, the first without it; the successor takes over what is there.

    Without one only where nobody serves and nothing stands below.
    """
    act = AgencyAct(kind=_Kind.CLOSURE, agency=agency, day=day, by=by, reason=reason)
    act.wish = {"successor": successor.pk if successor else None}
    return _record_act(act)


def merge_agencies(
    agencies: Collection[Agency],
    successor: Agency,
    *,
    names: Mapping[str, str] | None = None,
    day: dt.date,
    by: Person,
    reason: str,
) -> AgencyAct:
    """Close agencies into one that stays, which may be called otherwise from then on."""
    act = AgencyAct(kind=_Kind.MERGER, agency=successor, day=day, by=by, reason=reason)
    act.wish = {"units": [one.pk for one in agencies], "names": dict(names or {})}
    return _record_act(act)


def split_agency(
    agency: Agency, new: NewAgency, *, day: dt.date, by: Person, reason: str
) -> AgencyAct:
    """Make a further agency beside it from the day on, with some of its units and people."""
    act = AgencyAct(kind=_Kind.SPLIT, agency=agency, day=day, by=by, reason=reason)
    act.wish = {
        "code": new.code,
        "names": dict(new.names),
        "kind": new.kind,
        "units": [unit.pk for unit in new.units],
        "people": [person.pk for person in new.people],
    }
    return _record_act(act)


@transaction.atomic
def _record_act(act: AgencyAct) -> AgencyAct:
    """Do the act, or plan it if its day lies ahead: then it is tried and undone at once."""
    validate_service_day(act.day)
    lock_tree()
    # Read again: its place may have changed since.
    act.agency = Agency.objects.get(pk=act.agency_id)
    require_right(act, act.by)
    act.at = timezone.now()
    if act.day <= timezone.localdate():
        return _apply_act(act)
    with suppress(_Rehearsed), transaction.atomic():
        _apply_act(act)
        raise _Rehearsed
    act.pk, act.state, act.done = None, _State.PLANNED, {}
    act.save(force_insert=True)
    enter_agency_act(act, "agency.plan", by=act.by)
    return act


def _apply_act(act: AgencyAct) -> AgencyAct:
    act.done, act.state = apply_wish(act), _State.DONE
    act.save()
    enter_agency_act(act, f"agency.{act.kind}", by=act.by)
    enter_people_moved(act)
    tell_people_moved(act)
    return act


def apply_due_acts() -> int:
    """Do planned acts whose day has come, one after another; return how many."""
    planned = AgencyAct.objects.planned().filter(day__lte=timezone.localdate())
    due = planned.order_by("day", "pk").values_list("pk", flat=True)
    return len(sweep_rows(due, _apply_planned).results)


@transaction.atomic
def _apply_planned(key: int) -> None:
    lock_tree()
    act = AgencyAct.objects.planned().select_related("by", "agency").filter(pk=key).first()
    if act is None:
        return
    try:
        with transaction.atomic():
            _apply_act(act)
    except AgencyActRefused as refused:
        about = [agency.pk for agency in refused.agencies]
        act.state, act.done = _State.FAILED, {"refusal": refused.refusal, "about": about}
        act.save()
        enter_agency_act(act, "agency.fail", by=None)
        tell_of_failure(act)


@transaction.atomic
def take_act_back(act: AgencyAct, *, by: Person) -> AgencyAct:
    """Make everything as it was before the act. Raise `AgencyActRefused` if anything rests on it.

    Roles that ended with an agency stay ended: rights are given anew.
    """
    lock_tree()
    act = AgencyAct.objects.select_related("agency", "by").get(pk=act.pk)
    require_right(act, by)
    if act.state == _State.DONE:
        tell_people_moved_back(act)
        undo_agency_act(act)
    elif act.state != _State.PLANNED:
        raise AgencyActRefused(AgencyRefusal.OUTDATED)
    act.state, act.ended_by, act.ended_at = _State.TAKEN_BACK, by, timezone.now()
    act.save()
    enter_agency_act(act, "agency.take_back", by=by)
    return act


def require_right(act: AgencyAct, by: Person) -> None:
    """Raise `AgencyActRefused` unless ``by`` manages the office above all that it concerns."""
    if not all(may_reorganise(by, agency) for agency in _list_concerned(act)):
        raise AgencyActRefused(AgencyRefusal.NOT_YOURS)
    if not all(has_role_over(by, Role.Kind.HR, agency) for agency in _list_receiving(act)):
        raise AgencyActRefused(AgencyRefusal.NOT_YOURS)


def may_reorganise(by: Person, agency: Agency) -> bool:
    """Return whether ``by`` is HR manager of the office above the agency, or administrator."""
    if has_global_access(by):
        return True
    parent = agency.get_parent()
    return parent is not None and has_role_over(by, Role.Kind.HR, parent)


def _list_concerned(act: AgencyAct) -> list[Agency]:
    if act.kind == _Kind.MERGER:
        named = [act.agency] if any(act.wish["names"].values()) else []
        return [*Agency.objects.filter(pk__in=act.wish["units"]), *named]
    return [act.agency]


def _list_receiving(act: AgencyAct) -> list[Agency]:
    keys = [act.wish.get("parent"), act.wish.get("successor")]
    keys += [act.agency_id] if act.kind == _Kind.MERGER else []
    return list(Agency.objects.filter(pk__in=[key for key in keys if key]))
