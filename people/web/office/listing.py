"""Reads from an address which people are listed, in which order and with which columns.

The list, its files and acts on many people ask here, so that all mean the same people.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest

from people.access import has_role
from people.directory import DIRECTORY_READERS, DirectoryFilter
from people.directory.columns import CHARGES, DirectoryColumn, read_columns
from people.models import Agency, Person, Role
from people.web.accounts.contacts import signed_in_person
from people.web.office.unit_choice import UnitChoice, choose_unit

BY_NAME, _SINCE = "name", "valid_from"


@dataclass(frozen=True)
class PeopleListing:
    """The people that an address asks for; ``order`` is a column, with a minus the last first."""

    viewer: Person
    place: UnitChoice
    found: DirectoryFilter
    columns: list[DirectoryColumn]
    order: str

    @property
    def unit(self) -> Agency | None:
        return self.place.unit

    @property
    def shows_charges(self) -> bool:
        return any(column.key == CHARGES for column in self.columns)

    def sort_people(self) -> QuerySet[Person]:
        """Return the people in the order asked for, by name where it can be no other."""
        key = self.order.removeprefix("-")
        field = {column.key: column.order for column in self.columns}.get(key, "")
        people = self.found.people()
        if field == _SINCE:
            # Of the same postings by which they were found: no second one is looked for.
            people = people.filter(postings__in=self.found.postings())
            field = f"postings__{field}"
        first = F(field) if field else Person.name_order()
        ordered = first.desc() if self.order.startswith("-") else first.asc()
        # By pk too: two of one name must not change places between pages.
        return people.order_by(ordered, "-pk" if self.order.startswith("-") else "pk")

    @property
    def edge_order(self) -> str:
        """Return the field of the order, if a page of it can be found from a row beside it."""
        # Staff numbers may be wanting: a database compares nothing with what is not there.
        if self.order.removeprefix("-") != BY_NAME:
            return ""
        return self.order.replace(BY_NAME, Person.name_field())

    def sorts_by(self, column: DirectoryColumn) -> bool:
        """Return whether the list can be read in the order of the column."""
        if column.order == _SINCE:
            return self.found.shows_posted and self.found.is_short
        return bool(column.order)


def read_listing(request: HttpRequest) -> PeopleListing:
    """Return what the address asks for. Raise `PermissionDenied`, and 404 for units of others."""
    viewer = require_reader(request)
    place = choose_unit(request, Agency.objects.visible_to(viewer))
    found = DirectoryFilter(request.GET, viewer=viewer, unit=place.unit)
    asked = request.GET.get("columns", "").split(",")
    columns = read_columns(viewer, asked, also=[CHARGES] if found.shows_charged else [])
    listing = PeopleListing(viewer, place, found, columns, BY_NAME)
    order = request.GET.get("order", BY_NAME)
    sortable = {column.key for column in columns if listing.sorts_by(column)}
    return (
        replace(listing, order=order)
        if order.removeprefix("-") in {*sortable, BY_NAME}
        else listing
    )


def require_reader(request: HttpRequest, *kinds: Role.Kind) -> Person:
    """Return the person who reads at the desk, by one of the roles. Raise `PermissionDenied`."""
    person = signed_in_person(request)
    if not has_role(person, *(kinds or DIRECTORY_READERS)):
        raise PermissionDenied
    return person
