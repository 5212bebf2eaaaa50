"""Names in the filters of page lists only those who worked on pages that the reader reaches."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.models import PageLogEntry

from cms.access.page_scope import explorable_pages
from cms.access.row_policy import current_person
from people.models import Person


def narrow_page_filters() -> None:
    """Put our people in the place of Wagtail's: it names whoever edited any page."""
    # The filter sets of all page lists inherit these very filters.
    filters = PageFilterSet.declared_filters
    filters["owner"].queryset = _list_owners
    filters["edited_by"].queryset = _list_editors


def _list_owners(request: HttpRequest) -> QuerySet[Person]:
    return _list_people(_reached_pages(request).values("owner"))


def _list_editors(request: HttpRequest) -> QuerySet[Person]:
    entries = PageLogEntry.objects.filter(action="wagtail.edit")
    return _list_people(
        entries.filter(page__in=_reached_pages(request).values("pk")).values("user")
    )


def _list_lockers(request: HttpRequest) -> QuerySet[Person]:
    return _list_people(_reached_pages(request).filter(locked=True).values("locked_by"))


def _reached_pages(request: HttpRequest) -> Any:
    return explorable_pages(current_person(request)).order_by()


def _list_people(numbers: QuerySet[Any]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=numbers)
