"""Decides who counts as one person where two are asked: a deputy and whoever lent them a right.

All who act for somebody, and that somebody, have one authority. It binds them for whatever was
asked while they had it, also when the lending is over by the time the second word is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Q
from django.utils import timezone

from people.models import Person, Role

# Later than whatever was asked: the lending goes on.
_STILL = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
_Partners = dict[int, dt.datetime]
_known: ContextVar[dict[int, _Partners] | None] = ContextVar("known_partners", default=None)


@contextmanager
def read_lendings_once() -> Iterator[None]:
    """Ask once for the lendings of a person, however many desks are counted meanwhile.

    Only to count: whoever decides about a row asks anew.
    """
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def is_same_authority(person: Person, asker: int | None, *, since: dt.datetime) -> bool:
    """Return whether the asker is the person, or was one with them at any time since then."""
    until = _list_partners(person).get(asker or 0)
    return until is not None and until >= since


def asked_by_same_authority(person: Person, *, asker: str, at: str) -> Q:
    """Return the condition that the person, or somebody one with them since, asked for a row.

    The arguments name the fields that hold who asked, and when.
    """
    partners = _list_partners(person)
    condition = Q(**{asker: person.pk})
    for other, until in partners.items():
        condition |= Q(**{asker: other, f"{at}__lte": until})
    return condition


def _list_partners(person: Person) -> _Partners:
    """Return with whom the person has or had one authority, and until when the last time."""
    known = _known.get()
    if known is None:
        return _find_partners(person)
    if person.pk not in known:
        known[person.pk] = _find_partners(person)
    return known[person.pk]


def _find_partners(person: Person) -> _Partners:
    ends = _list_lendings(person)
    partners = {person.pk: _STILL}
    heads = {lender: end for (lender, deputy), end in ends.items() if deputy == person.pk}
    for lender, end in (heads | partners).items():
        _extend_partner(partners, lender, end)
        for (other, deputy), last in ends.items():
            if other == lender:
                _extend_partner(partners, deputy, min(end, last))
    return partners


def _extend_partner(partners: _Partners, other: int, end: dt.datetime) -> None:
    partners[other] = max(end, partners.get(other, end))


def _list_lendings(person: Person) -> dict[tuple[int, int], dt.datetime]:
    """Return pairs of lender and deputy, with the end of the last role, as far as they concern.

    Those are lendings by the person, to the person, and by whoever lent to the person.
    """
    lent = Role.objects.filter(acting_for__isnull=False, valid_from__lte=timezone.localdate())
    heads = lent.filter(person=person).values("acting_for")
    concerned = lent.filter(Q(person=person) | Q(acting_for=person) | Q(acting_for__in=heads))
    ends: dict[tuple[int, int], dt.datetime] = {}
    for role in concerned:
        if (end := _find_end(role)) and role.acting_for_id:
            pair = role.acting_for_id, role.person_id
            ends[pair] = max(end, ends.get(pair, end))
    return ends


def _find_end(role: Role) -> dt.datetime | None:
    """Return the last moment at which the lent role was used; None if it never began."""
    today = timezone.localdate()
    is_taken_back = role.is_void and role.ended_at
    if is_taken_back and timezone.localdate(role.ended_at) < role.valid_from:
        return None
    if role.valid_to is None or role.valid_to > today:
        return _STILL
    end = timezone.make_aware(dt.datetime.combine(role.valid_to, dt.time.min))
    # One that was ended at once held until then, on a day that does not count as one of its.
    return max(end, role.ended_at or end)
