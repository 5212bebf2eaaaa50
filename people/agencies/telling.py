"""Tells the history of acts on agencies, and people who are moved or have to do something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from people.access import who_manages
from people.agencies.refusals import AgencyActRefused
from people.history import agency_acted, office_acted
from people.messaging import notify_people, notify_person
from people.models import AdditionalPosting, Agency, AgencyAct, Person, Posting
from people.postings.charge_rehousing import list_charge_holders
from people.postings.rehousing import list_rehoused
from people.text.languages import in_all_languages


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
    for people, data in _list_moved(act):
        office_acted.send(Posting, action="person.rehouse", people=people, by=act.by, data=data)
    action = "person.rehouse_charge"
    for people, data in _list_moved(act, list_charge_holders):
        office_acted.send(AdditionalPosting, action=action, people=people, by=act.by, data=data)


def tell_people_moved(act: AgencyAct) -> None:
    """Tell everybody who was moved where they serve from then on."""
    for people, facts in _list_moved(act):
        notify_people(people, "people/rehoused", subject=_subject_of(act), facts=facts)


def tell_people_moved_back(act: AgencyAct) -> None:
    """Tell everybody who is about to be moved back; afterwards nothing says who they were."""
    for people, facts in _list_moved(act):
        notify_people(people, "people/rehoused_back", subject=_subject_of(act), facts=facts)


def tell_of_failure(act: AgencyAct) -> None:
    """Tell whoever planned the act, and those who manage the office above, that it failed."""
    facts = {
        "act": in_all_languages(AgencyAct.Kind(act.kind).label),
        "agency": act.agency.names,
        "day": act.day.isoformat(),
        "why": in_all_languages(explain_failure(act)),
    }
    parent = act.agency.get_parent()
    managers = who_manages(parent) if parent else []
    for person in {act.by, *managers}:
        notify_person(person, "people/act_failed", subject=_subject_of(act), facts=facts)


def explain_failure(act: AgencyAct) -> AgencyActRefused:
    """Return why a planned act failed, which is a sentence in any language."""
    about = Agency.objects.filter(pk__in=act.done.get("about", ()))
    return AgencyActRefused(act.done["refusal"], *about)


def _list_moved(
    act: AgencyAct, list_people: Callable[[dict[str, Any]], list[Person]] = list_rehoused
) -> Iterator[tuple[list[Person], dict[str, Any]]]:
    """Yield the people who were moved from one office to another, and what is to be said."""
    for written in act.done["postings"]:
        names = Agency.objects.in_bulk([written["from"], written["to"]])
        facts = {
            "agency": names[written["from"]].names,
            "to": names[written["to"]].names,
            "day": act.day.isoformat(),
            "reason": act.reason,
        }
        yield list_people(written), facts


def _subject_of(act: AgencyAct) -> str:
    return str(act.pk)
