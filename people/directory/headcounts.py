"""Counts who serves in the units of a tree, in each and with what lies below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from people.directory.reach import can_read_unposted, people_never_posted
from people.models import Agency, Person, Posting, Role, list_line_paths

# More units than this are shown one level at a time.
_MOST_UNITS = 150
_CLOSED = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)


@dataclass(frozen=True)
class UnitLine:
    """A unit with its people of today: those of its own, and with all units below it."""

    unit: Agency
    depth: int  # below the first of the list
    own: int
    total: int
    without_password: int  # of the total
    managers: tuple[Person, ...]


def list_units(viewer: Person, unit: Agency | None) -> list[UnitLine]:
    """Return the unit, or the viewer's offices, and what is below: all of it where that is short.

    A closed unit is listed while somebody is posted there, so that the lines always add up.
    """
    reach = Agency.objects.visible_to(viewer)
    tops = [unit] if unit else _find_tops(viewer)
    below = reach.filter(_is_under(tops)) if tops else reach.none()
    counts = _count_in_office(viewer, tops)
    shown = list(below[: _MOST_UNITS + 1])
    if len(shown) > _MOST_UNITS:
        depth = min(top.depth for top in tops) + 1
        shown = list(below.filter(depth__lte=depth))
    today = timezone.localdate()
    shown = [one for one in shown if one.exists_on(today) or counts.total(one)]
    managers = _list_managers(shown)
    return [
        UnitLine(
            unit=one,
            depth=one.depth - min(top.depth for top in tops),
            own=counts.own[one.path],
            total=counts.total(one),
            without_password=counts.without_password(one),
            managers=tuple(managers.get(one.pk, ())),
        )
        for one in shown
    ]


def count_unposted(viewer: Person) -> int:
    """Return how many officials are of no unit at all, if those are the viewer's."""
    if not can_read_unposted(viewer):
        return 0
    return people_never_posted(Person.objects.all()).count()


@dataclass(frozen=True)
class _Counts:
    """People of today by the path of their unit."""

    own: Counter[str]
    all: Counter[str]
    closed: Counter[str]

    def total(self, unit: Agency) -> int:
        return self.all[unit.path]

    def without_password(self, unit: Agency) -> int:
        return self.closed[unit.path]


def _find_tops(viewer: Person) -> list[Agency]:
    if viewer.is_superuser:
        return list(Agency.get_root_nodes())
    kinds = {Role.Kind.LINE_MANAGER}
    mine = {one.agency for one in viewer.current_roles if one.may_read or one.kind in kinds}
    # Roles may overlap: an agency under another one of the viewer's is no top.
    return [
        one
        for one in sorted(mine, key=lambda agency: agency.path)
        if not any(one.path.startswith(other.path) for other in mine if other != one)
    ]


def _is_under(tops: Iterable[Agency]) -> Q:
    found = Q()
    for top in tops:
        found |= Q(path__startswith=top.path)
    return found


def _count_in_office(viewer: Person, tops: list[Agency]) -> _Counts:
    counts = _Counts(Counter(), Counter(), Counter())
    if not tops:
        return counts
    under = Agency.objects.visible_to(viewer).filter(_is_under(tops)).order_by()
    paths = dict(under.values_list("pk", "path"))
    # By a list of units and without a join: all of it stands in one index.
    postings = Posting.objects.on(timezone.localdate()).filter(agency__in=under.values("pk"))
    # Two questions, the first of an index alone: joined with each person, ten times as long.
    everybody = _count_per_office(postings)
    closed = _count_per_office(postings.filter(person__in=Person.objects.filter(_CLOSED)))
    for pk, people in everybody.items():
        path = paths[pk]
        counts.own[path] += people
        for above in list_line_paths(path):
            counts.all[above] += people
            counts.closed[above] += closed.get(pk, 0)
    return counts


def _count_per_office(postings: QuerySet[Posting]) -> dict[int, int]:
    rows = postings.order_by().values("agency").annotate(people=Count("pk"))
    return dict(rows.values_list("agency", "people"))


def _list_managers(units: Iterable[Agency]) -> dict[int, list[Person]]:
    roles = Role.objects.on(timezone.localdate()).filter(kind=Role.Kind.HR, agency__in=units)
    found: dict[int, list[Person]] = {}
    for role in roles.filter(person__is_active=True).select_related("person").order_by("pk"):
        found.setdefault(role.agency_id, []).append(role.person)
    return found
