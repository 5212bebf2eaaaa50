"""Counts what is at an agency: it must go somewhere when that closes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy

from people.agencies.applying import list_open_units
from people.models import Agency, Role
from people.postings.charge_rehousing import find_charges_beyond
from people.postings.rehousing import find_served_beyond
from people.text.formatting import number


@dataclass(frozen=True)
class Dependant:
    """Something that hangs on agencies; ``words`` has a place for the number, ``count``."""

    key: str
    words: Callable[[int], Promise]
    count: Callable[[list[Agency], dt.date], int]


_dependants: dict[str, Dependant] = {}


def register_dependant(dependant: Dependant) -> None:
    """Let an app say what of it hangs on agencies; for ``ready``."""
    _dependants[dependant.key] = dependant


def describe_impact(agencies: list[Agency], day: dt.date) -> list[str]:
    """Return in words what of each kind is at the agencies from the day on, if anything."""
    told = []
    for one in _dependants.values():
        if count := one.count(agencies, day):
            told.append(str(one.words(count)) % {"count": number(count)})
    return told


def _count_served(agencies: list[Agency], day: dt.date) -> int:
    return sum(
        find_served_beyond(agency, day).values("person").distinct().count() for agency in agencies
    )


def _count_charges(agencies: list[Agency], day: dt.date) -> int:
    return sum(find_charges_beyond(agency, day).count() for agency in agencies)


def _count_units(agencies: list[Agency], day: dt.date) -> int:
    return sum(len(list_open_units(agency, day)) for agency in agencies)


def _count_roles(agencies: list[Agency], day: dt.date) -> int:
    return Role.objects.filter(agency__in=agencies).lasting_beyond(day).count()


register_dependant(
    Dependant(
        "people",
        lambda n: ngettext_lazy("%(count)s person", "%(count)s people", n),
        _count_served,
    )
)
register_dependant(
    Dependant(
        "charges",
        lambda n: ngettext_lazy("%(count)s additional charge", "%(count)s additional charges", n),
        _count_charges,
    )
)
register_dependant(
    Dependant(
        "units",
        lambda n: ngettext_lazy("%(count)s unit right below", "%(count)s units right below", n),
        _count_units,
    )
)
register_dependant(
    Dependant(
        "roles",
        lambda n: ngettext_lazy("%(count)s role held here", "%(count)s roles held here", n),
        _count_roles,
    )
)
