"""Writes what an agency is from a day on, and keeps what it was until then: the only writer.

Beside the import and the form of the office, which put right what holds for all days.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from people.agencies.places import AgencyPlaces
from people.agencies.refusals import AgencyActRefused, AgencyRefusal
from people.models import Agency, AgencyVersion

State = dict[str, Any]


def lock_tree() -> None:
    """Lock all agencies until the end of the transaction."""
    # The whole tree: a move rewrites the paths of all that is below, and imports number paths.
    list(Agency.objects.select_for_update().order_by("path").values_list("pk"))


def read_state(agency: Agency) -> State:
    """Return what an act may change of the agency, as plain JSON."""
    parent = agency.get_parent()
    return {
        "names": agency.names,
        "kind": agency.kind,
        "parent": parent.pk if parent else None,
        "valid_to": agency.valid_to.isoformat() if agency.valid_to else None,
        "successor": agency.successor_id,
    }


def change_agency(agency_id: int, day: dt.date, **news: Any) -> State:
    """Make the agency another from the day on; return its state before, after, and the version.

    Raise `AgencyActRefused`.
    """
    agency = Agency.objects.get(pk=agency_id)
    before = read_state(agency)
    after = before | news
    made = _keep_version(agency, before, after, day)
    if after["parent"] != before["parent"]:
        require_no_ring(agency, after["parent"], day)
    write_state(agency, after)
    return {"agency": agency.pk, "before": before, "after": after, "version": made}


def _keep_version(agency: Agency, before: State, after: State, day: dt.date) -> int | None:
    """Keep what the agency was until the day; return the key of the version if it is new."""
    if agency.valid_from > day:
        raise AgencyActRefused(AgencyRefusal.TOO_EARLY, agency)
    if agency.versions.filter(until__gt=day).exists():
        raise AgencyActRefused(AgencyRefusal.CHANGED_LATER, agency)
    # The end is a column of its own; what was made on the very day was never anything else.
    is_dated = any(before[name] != after[name] for name in ("names", "kind", "parent"))
    if not is_dated or agency.valid_from == day:
        return None
    version, is_new = AgencyVersion.objects.get_or_create(
        agency=agency,
        until=day,
        defaults={
            "names": before["names"],
            "kind": before["kind"],
            "parent_id": before["parent"],
            "step": agency.path[-Agency.steplen :],
        },
    )
    return version.pk if is_new else None


def require_no_ring(agency: Agency, parent_id: int | None, day: dt.date) -> None:
    """Raise `AgencyActRefused` if on any day from then on the parent stands under the agency."""
    if parent_id is None:
        return
    places = AgencyPlaces([agency, Agency.objects.get(pk=parent_id)], since=day)
    days = [day, dt.date.max, *(end for end in places.change_days() if end > day)]
    if any(agency.pk in places.line_to(parent_id, one) for one in days):
        raise AgencyActRefused(AgencyRefusal.UNDER_ITSELF, agency)


def write_state(agency: Agency, state: State) -> None:
    """Write the state to the agency, which goes to another place in the tree for it."""
    move_to(agency, state["parent"])
    agency = Agency.objects.get(pk=agency.pk)
    agency.names, agency.kind = state["names"], state["kind"]
    agency.valid_to = dt.date.fromisoformat(state["valid_to"]) if state["valid_to"] else None
    agency.successor_id = state["successor"]
    agency.save(update_fields=["names", "kind", "valid_to", "successor"])


def move_to(agency: Agency, parent_id: int | None) -> None:
    """Put the agency, with all below it, under the parent, or to the top."""
    # Read again: treebeard works on paths, which any move before may have changed.
    agency = Agency.objects.get(pk=agency.pk)
    parent = agency.get_parent()
    if (parent.pk if parent else None) == parent_id:
        return
    if parent_id is None:
        agency.move(Agency.get_last_root_node(), pos="last-sibling")
    else:
        agency.move(Agency.objects.get(pk=parent_id), pos="last-child")
