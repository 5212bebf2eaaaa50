"""Takes acts on agencies back, as long as nothing rests on what they changed."""

from __future__ import annotations

from typing import Any

from django.db.models import ProtectedError

from people.agencies.changing import read_state, write_state
from people.agencies.refusals import AgencyActRefused, AgencyRefusal
from people.models import Agency, AgencyAct, AgencyVersion
from people.postings.rehousing import PostingsChanged, take_rehousing_back

Changes = dict[int, dict[str, Any]]


def undo_agency_act(act: AgencyAct) -> None:
    """Write everything as it was before; the tree is locked. Raise `AgencyActRefused`."""
    if not can_undo(act):
        raise AgencyActRefused(AgencyRefusal.OUTDATED)
    try:
        for written in act.done["postings"]:
            take_rehousing_back(written, day=act.day)
        for change in reversed(act.done["agencies"]):
            AgencyVersion.objects.filter(pk=change["version"]).delete()
            write_state(Agency.objects.get(pk=change["agency"]), change["before"])
        for made in Agency.objects.filter(pk__in=act.done["made"]):
            made.delete()
    except (PostingsChanged, ProtectedError) as error:
        raise AgencyActRefused(AgencyRefusal.OUTDATED) from error


def can_undo(act: AgencyAct) -> bool:
    """Return whether the agencies are still as the act left them, and have where to go back."""
    if act.state != AgencyAct.State.DONE:
        return False
    last: Changes = {change["agency"]: change for change in act.done["agencies"]}
    return (
        _are_as_left(last)
        # A change of the same day leaves no version: the state tells of it. One of a later does.
        and not AgencyVersion.objects.filter(agency__in=last, until__gt=act.day).exists()
        and _can_go_back(last)
        and _have_nothing_new(act.done["made"], last)
    )


def _are_as_left(last: Changes) -> bool:
    there = Agency.objects.in_bulk(last)
    return all(
        key in there and read_state(there[key]) == change["after"] for key, change in last.items()
    )


def _can_go_back(last: Changes) -> bool:
    """Return whether the agencies under which they stood are open still, or opened again."""
    parents = {change["before"]["parent"] for change in last.values()} - {None, *last}
    return not Agency.objects.filter(pk__in=parents, valid_to__isnull=False).exists()


def _have_nothing_new(made: list[int], last: Changes) -> bool:
    """Return whether nothing was put under what is deleted: it would go with it."""
    below = [unit.pk for one in Agency.objects.filter(pk__in=made) for unit in one.get_children()]
    return last.keys() >= set(below)
