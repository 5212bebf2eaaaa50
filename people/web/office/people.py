"""Shows an office its people: the list, and a page for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from people.access import has_role_over
from people.bulk.kinds import list_kinds
from people.directory import NearEndPaginator, people_in_reach
from people.directory.columns import build_rows, keep_columns, list_columns
from people.directory.paging import PageEdge
from people.history import record_looks
from people.models import Person, Role
from people.web.office.listing import (
    BY_NAME,
    PeopleListing,
    read_listing,
    require_reader,
)
from people.web.office.sections import PersonOnDesk, read_sections
from people.web.parameters import parse_primary_key

_PEOPLE_PER_PAGE = 50
_LONGEST_QUERY = 2000  # characters of the address of a list


@never_cache
@require_safe
@login_required
def show_people(request: HttpRequest) -> HttpResponse:
    """Show the people of a unit and below that match the filter."""
    listing = read_listing(request)
    found, viewer = listing.found, listing.viewer
    page = _read_page(request, listing)
    _note_phones(listing, page)
    asked = {name for name in found.filters if found.narrows_by(name)}
    context = {
        "filter": found,
        "page": page,
        "name_heading": _list_sortings(listing, BY_NAME),
        "headings": _list_headings(listing),
        "orders": _list_orders(listing),
        "columns": listing.columns,
        "rows": _show_rows(listing, list(page)),
        "choices": list_columns(viewer),
        **vars(listing.place),
        "is_narrowed": bool(asked - {"unit", "below"}),
        "is_filtered": bool(asked - {"unit", "q"}),
        "everybody": _find_everybody(listing),
        "order": listing.order,
        "kinds": list_kinds(viewer),
    }
    return render(request, "people/office/people.html", context)


def _read_page(request: HttpRequest, listing: PeopleListing) -> Page[Person]:
    pages = NearEndPaginator(
        listing.sort_people(),
        _PEOPLE_PER_PAGE,
        count=listing.found.count(),
        order=listing.edge_order,
        edge=_read_edge(request),
    )
    return pages.get_page(request.GET.get("page"))


def _read_edge(request: HttpRequest) -> PageEdge | None:
    """Return the person beside the page, whom the link to it named."""
    keys = {name: parse_primary_key(request.GET.get(name, "")) for name in ("after", "before")}
    found = (PageEdge(key, name == "before") for name, key in keys.items() if key)
    return next(found, None)


def _find_everybody(listing: PeopleListing) -> str:
    """Return the address of the list with nothing asked but the unit."""
    unit = f"?{urlencode({'unit': listing.unit.code})}" if listing.unit else ""
    return reverse("people:office_people") + unit


def _note_phones(listing: PeopleListing, people: Iterable[Person]) -> None:
    """Note that the viewer was told whose a phone is."""
    if part := listing.found.phone_part:
        record_looks(listing.viewer, [one.pk for one in people if part.belongs_to(one)])


def _list_headings(listing: PeopleListing) -> list[dict[str, Any]]:
    """Return the columns, those to order by with what a click on them asks for."""
    return [
        {
            "column": column,
            **(_list_sortings(listing, column.key) if listing.sorts_by(column) else {}),
        }
        for column in listing.columns
    ]


def _list_sortings(listing: PeopleListing, key: str) -> dict[str, str]:
    """Return how the list is sorted by the key, in ARIA's words, and the order to ask for next."""
    sorted_by = {key: "ascending", f"-{key}": "descending"}.get(listing.order, "")
    return {"sorted": sorted_by, "next": f"-{key}" if sorted_by == "ascending" else key}


def _list_orders(listing: PeopleListing) -> list[tuple[str, Any]]:
    columns = [
        (column.key, column.label) for column in listing.columns if listing.sorts_by(column)
    ]
    return [(BY_NAME, _("Name")), *columns]


def _show_rows(listing: PeopleListing, people: list[Person]) -> list[dict[str, Any]]:
    return [
        {
            "person": row.person,
            "comes_on": row.comes_on,
            "returns": row.posting is not None,
            "cells": [(column, column.show_value(row)) for column in listing.columns],
        }
        for row in build_rows(listing.viewer, people, with_charges=listing.shows_charges)
    ]


@require_POST
@login_required
def choose_columns(request: HttpRequest) -> HttpResponse:
    """Keep the columns that are ticked, and go back to the same list."""
    keep_columns(require_reader(request), request.POST.getlist("columns"))
    # Only what the list asks for: the address itself is ours.
    query = QueryDict(request.POST.get("query", "")[:_LONGEST_QUERY], mutable=True)
    query.pop("columns", None)
    return redirect(f"{reverse('people:office_people')}?{query.urlencode()}")


@never_cache
@require_safe
@login_required
def show_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person of the viewer's offices: postings in time, account, and what apps add."""
    viewer = require_reader(request)
    # Security: somebody of others and somebody who does not exist get the same answer.
    person = get_object_or_404(people_in_reach(viewer), pk=pk)
    record_looks(viewer, [person.pk])
    desk, today = PersonOnDesk.of(viewer, person), timezone.localdate()
    postings, now = desk.postings[::-1], desk.posting
    # The office that has them today or had them last; of who only comes, the one they come to.
    begun = next((one for one in postings if one.valid_from <= today), None)
    last = now or begun or (postings[0] if postings else None)
    home = last.agency if last else None
    context = {
        "person": person,
        "postings": postings,
        "today": today,
        "sections": read_sections(desk),
        "home": home,
        "has_password": person.has_usable_password(),
        # Contacts are for the office that works with them, not for all who read its figures.
        "shows_contacts": home is not None and has_role_over(viewer, Role.Kind.HR, home),
    }
    return render(request, "people/office/person.html", context)
