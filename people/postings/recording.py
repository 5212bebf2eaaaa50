"""Keeps a trace of what offices do to postings, and says which office may do it: only writer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy

from people.access import has_global_access, has_role_over
from people.history import office_acted
from people.messaging import notify_person
from people.models import AdditionalPosting, Agency, Person, Posting, PostingAct, Role
from people.postings.state import list_changed_charges, read_postings, restore_state
from people.postings.writing import last_posting
from people.text.languages import in_all_languages

# Names of the history, which stay as they are: entries are kept under them.
_ACTIONS = {
    PostingAct.Kind.MOVE: "person.move",
    PostingAct.Kind.LEAVING: "person.leave",
    PostingAct.Kind.RESUMPTION: "person.resume",
    PostingAct.Kind.CORRECTION: "person.correct_posting",
    PostingAct.Kind.CANCELLATION: "person.cancel_move",
    PostingAct.Kind.CHARGE: "person.give_charge",
    PostingAct.Kind.CHARGE_CORRECTION: "person.correct_charge",
    PostingAct.Kind.CHARGE_END: "person.end_charge",
    PostingAct.Kind.CHARGE_CANCEL: "person.cancel_charge",
}
# Acts on what a further office has of a person; the others are on the main postings.
CHARGE_ACTS = frozenset(
    {
        PostingAct.Kind.CHARGE,
        PostingAct.Kind.CHARGE_CORRECTION,
        PostingAct.Kind.CHARGE_END,
        PostingAct.Kind.CHARGE_CANCEL,
    }
)

# Main postings and additional charges, by the names that the person's row has for them.
ServiceRows = dict[str, list[Model]]


class PersonOutOfReach(Exception):
    """The person, or a unit that the act concerns, is not the asker's to manage."""


class NothingToTakeBack(Exception):
    """No act of the asker is of today, or something rests on it already."""


@contextmanager
def record_act(
    person: Person, kind: PostingAct.Kind, *, by: Person, reason: str = ""
) -> Iterator[Posting | None]:
    """Lock the person, yield their last posting, and keep what the act changed, if anything."""
    with transaction.atomic():
        last = last_posting(person)
        before, rows = read_postings(person), list_service(person)
        yield last
        after = read_postings(person)
        if after == before:
            return
        act = PostingAct.objects.create(
            person=person,
            kind=kind,
            by=by,
            at=timezone.now(),
            reason=reason,
            before=before,
            after=after,
        )
        _tell_of_charge(act, kind.label, subject=str(act.pk))
        send_change(person, _ACTIONS[kind], rows, by=by, reason=reason)


def send_change(
    person: Person, action: str, before: ServiceRows, *, by: Person, reason: str = ""
) -> None:
    """Tell the history which postings and charges the person had before and has now."""
    data: dict[str, Any] = {"before": before, "after": list_service(person)}
    data |= {"reason": reason} if reason else {}
    office_acted.send(Posting, action=action, people=[person], by=by, data=data)


def list_service(person: Person) -> ServiceRows:
    """Return the postings and additional charges of the person as the database has them now."""
    charges = AdditionalPosting.objects.filter(person=person).select_related("agency")
    return {"postings": [*list_postings(person)], "additional_postings": [*charges]}


def list_postings(person: Person) -> list[Posting]:
    """Return the postings of the person as the database has them now."""
    return list(Posting.objects.filter(person=person).select_related("agency"))


def may_act_on(person: Person, by: Person, *agencies: Agency) -> bool:
    """Return whether ``by`` manages all the agencies, and acts on somebody else."""
    if has_global_access(by):
        return True
    # Without a unit nobody but an administrator is in charge.
    is_managed = all(has_role_over(by, Role.Kind.HR, one) for one in agencies)
    return bool(agencies) and is_managed and person.pk not in by.principals(Role.Kind.HR)


def require_office(person: Person, by: Person, *agencies: Agency | None) -> None:
    """Raise `PersonOutOfReach` unless ``by`` may act on the person in all the agencies."""
    if not may_act_on(person, by, *filter(None, agencies)):
        raise PersonOutOfReach


def find_own_act(person: Person, by: Person) -> PostingAct | None:
    """Return what ``by`` did today and may take back: the last act, if nothing changed since."""
    act = PostingAct.objects.filter(person=person, taken_back_at=None).last()
    is_own = act is not None and act.by_id == by.pk
    if act is None or not is_own or timezone.localdate(act.at) != timezone.localdate():
        return None
    return act if act.after == read_postings(person) else None


@transaction.atomic
def take_posting_act_back(person: Person, *, by: Person) -> PostingAct:
    """Write the postings as they were before the last act. Raise `NothingToTakeBack`."""
    last = last_posting(person)
    act = find_own_act(person, by)
    if act is None or last is None or not _may_take_back(act, last, by):
        raise NothingToTakeBack
    before = list_service(person)
    restore_state(person, act.before)
    act.taken_back_at = timezone.now()
    act.save(update_fields=["taken_back_at"])
    _tell_of_charge(
        act, gettext_lazy("Act on an additional charge taken back"), subject=f"{act.pk}-back"
    )
    is_charge = act.kind in CHARGE_ACTS
    action = "person.take_charge_back" if is_charge else "person.take_back"
    send_change(person, action, before, by=by)
    return act


def _tell_of_charge(act: PostingAct, words: object, *, subject: str) -> None:
    """Tell the person of what was done to a charge; of acts on main postings their offices do."""
    if act.kind not in CHARGE_ACTS:
        return
    changed = list_changed_charges(act.before, act.after)
    agency = Agency.objects.get(pk=changed[0]["agency_id"])
    facts = {"act": in_all_languages(words), "agency": agency.names, "reason": act.reason}
    notify_person(act.person, "people/charge_acted", subject=subject, facts=facts)


def _may_take_back(act: PostingAct, last: Posting, by: Person) -> bool:
    """Return whether ``by`` manages the office; of a charge either of the two."""
    offices = [last.agency]
    if act.kind in CHARGE_ACTS:
        changed = list_changed_charges(act.before, act.after)
        offices += Agency.objects.filter(pk__in={row["agency_id"] for row in changed})
    return any(may_act_on(last.person, by, office) for office in offices)
