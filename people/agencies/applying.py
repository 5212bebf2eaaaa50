"""Does what an act on an agency asks for; each kind is made of few changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from people.agencies.changing import State, change_agency
from people.agencies.refusals import AgencyActRefused, AgencyRefusal
from people.models import Agency, AgencyAct
from people.postings.charge_rehousing import find_charges_beyond
from people.postings.rehousing import find_served_beyond, rehouse_people
from people.roles import end_roles_on

Done = dict[str, list[Any]]


def apply_wish(act: AgencyAct) -> Done:
    """Do the act, whose tree is locked, and return what it changed. Raise `AgencyActRefused`."""
    done: Done = {"agencies": [], "postings": [], "made": []}
    _APPLIERS[AgencyAct.Kind(act.kind)](act, done)
    if not any(done.values()):
        raise AgencyActRefused(AgencyRefusal.SAME)
    return done


def _rename_agency(act: AgencyAct, done: Done) -> None:
    agency = require_open_agency(act.agency_id, act.day)
    names = {code: name for code, name in act.wish["names"].items() if name}
    kind = act.wish.get("kind") or agency.kind
    _change_agency(agency.pk, act.day, done, names=names, kind=kind)


def _move_agency(act: AgencyAct, done: Done) -> None:
    require_open_agency(act.wish["parent"], act.day)
    require_open_agency(act.agency_id, act.day)
    _change_agency(act.agency_id, act.day, done, parent=act.wish["parent"])


def _carry_out_closure(act: AgencyAct, done: Done) -> None:
    _close_agency(act, act.agency_id, act.wish.get("successor"), done)


def _merge_agencies(act: AgencyAct, done: Done) -> None:
    for unit in act.wish["units"]:
        _close_agency(act, unit, act.agency_id, done)
    if names := {code: name for code, name in act.wish.get("names", {}).items() if name}:
        _change_agency(act.agency_id, act.day, done, names=names)


def _split_agency(act: AgencyAct, done: Done) -> None:
    """Make a further agency beside the one that is split; it takes over units and people."""
    source, wish = require_open_agency(act.agency_id, act.day), act.wish
    if Agency.objects.filter(code__iexact=wish["code"]).exists():
        raise AgencyActRefused(AgencyRefusal.CODE_TAKEN)
    new = Agency(
        code=wish["code"],
        names={code: name for code, name in wish["names"].items() if name},
        kind=wish.get("kind") or source.kind,
        sector=source.sector,
        township_pcode=source.township_pcode,
        setting=source.setting,
        valid_from=act.day,
    )
    parent = source.get_parent()
    new = parent.add_child(instance=new) if parent else Agency.add_root(instance=new)
    done["made"].append(new.pk)
    for unit in wish["units"]:
        child = require_open_agency(unit, act.day)
        if not child.is_child_of(Agency.objects.get(pk=source.pk)):
            raise AgencyActRefused(AgencyRefusal.OUTDATED, child)
        _change_agency(unit, act.day, done, parent=new.pk)
    _rehouse_people(act, source, new, done, people=wish["people"])


_APPLIERS: dict[AgencyAct.Kind, Callable[[AgencyAct, Done], None]] = {
    AgencyAct.Kind.RENAMING: _rename_agency,
    AgencyAct.Kind.MOVE: _move_agency,
    AgencyAct.Kind.CLOSURE: _carry_out_closure,
    AgencyAct.Kind.MERGER: _merge_agencies,
    AgencyAct.Kind.SPLIT: _split_agency,
}


def _close_agency(act: AgencyAct, agency_id: int, successor_id: int | None, done: Done) -> None:
    """Close the agency; units and people go to the successor, under which it stands from then on.

    So whatever hangs on it, pages, courses and records, is within reach of who takes over.
    """
    agency, day = require_open_agency(agency_id, act.day), act.day
    successor = require_open_agency(successor_id, day) if successor_id else None
    if successor and successor.path.startswith(agency.path):
        raise AgencyActRefused(AgencyRefusal.UNDER_ITSELF, successor)
    units = list_open_units(agency, day)
    has_people = (
        find_served_beyond(agency, day).exists() or find_charges_beyond(agency, day).exists()
    )
    if successor is None and (units or has_people):
        raise AgencyActRefused(AgencyRefusal.NEEDS_SUCCESSOR, *units)
    news: State = {"valid_to": day.isoformat()}
    if successor:
        for unit in units:
            # One that is to begin later stands there from its first day on.
            _change_agency(unit.pk, max(day, unit.valid_from), done, parent=successor.pk)
        _rehouse_people(act, agency, successor, done)
        news |= {"parent": successor.pk, "successor": successor.pk}
    end_roles_on(agency, day=day, by=act.by, reason=act.reason)
    _change_agency(agency.pk, day, done, **news)


def list_open_units(agency: Agency, day: dt.date) -> list[Agency]:
    """Return the units right under the agency that exist on the day or are to begin later."""
    children = Agency.objects.get(pk=agency.pk).get_children()
    return [unit for unit in children if unit.valid_to is None or unit.valid_to > day]


def require_open_agency(agency_id: int, day: dt.date) -> Agency:
    """Return the agency as it is now. Raise `AgencyActRefused` unless it is there to stay."""
    agency = Agency.objects.filter(pk=agency_id).first()
    # One whose end is set already cannot take anything over, nor end on another day.
    if agency is None or agency.valid_from > day or agency.valid_to:
        raise AgencyActRefused(AgencyRefusal.CLOSED, *filter(None, [agency]))
    return agency


def _change_agency(agency_id: int, day: dt.date, done: Done, **news: Any) -> None:
    change = change_agency(agency_id, day, **news)
    if change["before"] != change["after"]:
        done["agencies"].append(change)


def _rehouse_people(
    act: AgencyAct, agency: Agency, to: Agency, done: Done, people: list[int] | None = None
) -> None:
    written = rehouse_people(agency, to, day=act.day, people=people)
    if written["moved"] or written["planned"] or written["charges"]:
        done["postings"].append(written)
