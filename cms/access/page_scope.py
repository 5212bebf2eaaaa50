"""Closes the back office's addresses of other agencies' pages.

Wagtail asks for rights before it changes a page or shows its content. But it tells a page's title
and the titles below it to anyone who counts through the ids, and lists all pages in some reports.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.admin.auth import permission_denied
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.models import BankPage
from people.access import has_global_access
from people.models import Person

_BULK_ACTION, _PAGE_BULK_ACTION = "wagtail_bulk_action", "wagtail_bulk_action:page"
_PAGE_NAMESPACES = {"wagtailadmin_pages"}
_PAGE_LISTS = {"wagtailadmin_explore", "wagtailadmin_explore_results", _PAGE_BULK_ACTION}
_PAGE_CHOOSERS = {"wagtailadmin_choose_page_child", "wagtailadmin_choose_page_chosen_multiple"}
# Reports over all pages, which Wagtail does not narrow to what a person may edit.
_ADMINISTRATOR_VIEWS = {
    "wagtailadmin_error_test",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:aging_pages_results",
    "wagtailadmin_reports:page_types_usage",
    "wagtailadmin_reports:page_types_usage_results",
    "wagtail_localize:translations_report",
    "wagtail_localize:translations_report_results",
}
# Every name that Wagtail's own URL patterns give to the id of a page.
_PAGE_ID_PARAMETERS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "pk")


class PageScopeMiddleware:
    """Refuses pages that the person may not explore, before any view of the back office runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse as Wagtail does, before its view reads the page."""
        match, person = request.resolver_match, request.user
        if not match or not match.route.startswith("cms/") or not isinstance(person, Person):
            return None
        # Bulk actions share one URL name for all models; only those on pages are meant.
        is_bulk = match.view_name == _BULK_ACTION and kwargs["model_name"] == "page"
        name = _PAGE_BULK_ACTION if is_bulk else match.view_name
        if _may_open_page(name, match.namespace, person, _requested_page_ids(request, kwargs)):
            return None
        return permission_denied(request)


def _requested_page_ids(request: HttpRequest, kwargs: dict[str, Any]) -> set[str]:
    """Return the ids of pages that an address names, in its path or its query."""
    named = [str(kwargs[name]) for name in _PAGE_ID_PARAMETERS if name in kwargs]
    asked = [*request.GET.getlist("id"), *request.GET.getlist("childOf")]
    return {number for number in [*named, *asked] if number.isdecimal()}


def _may_open_page(name: str, namespace: str, person: Person, numbers: Iterable[str]) -> bool:
    if has_global_access(person):
        return True
    if name in _ADMINISTRATOR_VIEWS:
        return False
    if name in _PAGE_CHOOSERS:
        return _contains_all(linkable_pages(person), numbers)
    if namespace in _PAGE_NAMESPACES or name in _PAGE_LISTS:
        return _contains_all(_explorable_pages(person), numbers)
    return True


def _contains_all(pages: QuerySet[Page], numbers: Iterable[str]) -> bool:
    wanted = set(numbers)
    # An id that does not exist is refused like a forbidden one: nobody can tell them apart.
    return not wanted or pages.filter(pk__in=wanted).count() == len(wanted)


def _explorable_pages(person: Person) -> QuerySet[Page]:
    """Return the pages the person works on, and those above them."""
    return policy_registry.get_by_type(Page).explorable_instances(person)


def linkable_pages(person: Person) -> QuerySet[Page]:
    """Return the pages a text may link to: the person's own, and what the public sees."""
    mine = _explorable_pages(person).values("pk")
    public = Q(live=True) & ~Q(pk__in=BankPage.objects.values("pk"))
    return Page.objects.filter(public | Q(pk__in=mine))
