"""Tells the history of acts on agencies, and of the people who were moved by them."""

from __future__ import annotations

from typing import Any

from people.history import agency_acted, office_acted
from people.models import Agency, AgencyAct, Person, Posting
from people.postings.rehousing import list_rehoused


def enter_agency_act(act: AgencyAct, action: str, *, by: Person | None) -> None:
    """Enter the act in the history of the agency, with what is to be before and after."""
    data: dict[str, Any] = {
        "day": act.day.isoformat(),
        "reason": act.reason,
        "wish": act.wish,
        "changes": [
            {name: change[name] for name in ("agency", "before", "after")}
            for change in act.done.get("agencies", ())
        ],
    }
    agency_acted.send(Agency, action=action, agency=act.agency, by=by, data=data)


def enter_people_moved(act: AgencyAct) -> None:
    """Enter in the history of everybody who was moved from where to where they were."""
    for written in act.done["postings"]:
        names = Agency.objects.in_bulk([written["from"], written["to"]])
        data = {
            "agency": names[written["from"]].names,
            "to": names[written["to"]].names,
            "day": act.day.isoformat(),
            "reason": act.reason,
        }
        people = list_rehoused(written)
        office_acted.send(Posting, action="person.rehouse", people=people, by=act.by, data=data)
