"""Closes the back office's addresses of other agencies' pages, and those that nobody is offered.

Wagtail asks for rights before it changes a page or shows its content. But it tells a page's title
and the titles below it to anyone who counts through the ids, and lists all pages in some reports.
Screens that find pages by a query take `explorable_pages` or `linkable_pages` themselves; what is
refused here is known from the route alone.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.auth import permission_denied
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from cms.access.page_permissions import TreePermissionTester
from cms.models import BankPage
from people.access import has_global_access
from people.models import Person

_OFFICE = "cms/"
# What a browser needs before anybody is known to work here, and the ways in and out.
_OPEN_VIEWS = {
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "wagtailadmin_login",
    "wagtailadmin_logout",
}
_PAGE_NAMESPACE = "wagtailadmin_pages"
_PAGE_LISTS = {"wagtailadmin_explore", "wagtailadmin_explore_results"}
# What our record would not honour: privacy (lessons are open to all), approval by Wagtail (the
# agency's setting says who publishes), aliases (only pages with words of their own are pushed),
# embeds (no text may hold one), and actions by the editor's interface, which no screen uses.
_NOT_OFFERED_NAMESPACES = {"wagtailadmin_workflows", "wagtailembeds"}
_NOT_OFFERED_VIEWS = {
    "wagtailadmin_api:pages:action",
    "wagtailadmin_collections:set_privacy",
    "wagtailadmin_pages:collect_workflow_action_data",
    "wagtailadmin_pages:confirm_workflow_cancellation",
    "wagtailadmin_pages:convert_alias",
    "wagtailadmin_pages:set_privacy",
    "wagtailadmin_pages:workflow_action",
    "wagtailadmin_pages:workflow_history",
    "wagtailadmin_pages:workflow_history_detail",
    "wagtailadmin_pages:workflow_preview",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_results",
    "wagtailadmin_reports:workflow_tasks",
    "wagtailadmin_reports:workflow_tasks_results",
    "wagtail_localize:convert_to_alias",
}
_BULK_ACTION, _BULK_MODELS = "wagtail_bulk_action", {"page", "image", "document"}
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
# Differences between versions of a question bank show which answers are right; the rest leads to
# acts that a translator has no right to.
_WRITER_VIEWS = {
    f"{_PAGE_NAMESPACE}:{name}"
    for name in (
        *("history", "history_results", "usage", "move_confirm"),
        *("revisions_index", "revisions_view", "revisions_revert", "revisions_compare"),
    )
}
# Every name that Wagtail's own URL patterns give to the id of a page.
_PAGE_ID_PARAMETERS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "pk")
# Fields in which a form names another page, whose title it tells when it refuses it.
_PAGE_FIELDS = ("new_parent_page", "parent_page", "chooser")
_COPY = f"{_PAGE_NAMESPACE}:copy"  # upstream reads the first of them before it looks at the form
_LARGEST_ID = 2**31 - 1  # of a page: PostgreSQL refuses to compare its column with more


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
        if not match or not match.route.startswith(_OFFICE) or not isinstance(person, Person):
            return None
        name = match.view_name
        if name in _OPEN_VIEWS or match.route == f"{_OFFICE}login/":
            return None
        # Wagtail would send them to sign in, which sends those who are signed in back: for ever.
        if not person.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        _refuse_what_is_not_offered(name, match.namespaces, kwargs)
        _refuse_malformed_ids(request, kwargs)
        _refuse_hidden_pages_in_forms(request, name, person)
        if _may_open(name, match.namespace, person, kwargs):
            return None
        return permission_denied(request)


def _refuse_what_is_not_offered(
    name: str, namespaces: Iterable[str], kwargs: dict[str, Any]
) -> None:
    in_bulk = name == _BULK_ACTION and kwargs["model_name"] not in _BULK_MODELS
    if in_bulk or name in _NOT_OFFERED_VIEWS or _NOT_OFFERED_NAMESPACES & set(namespaces):
        raise Http404


def _refuse_malformed_ids(request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """Refuse what is no number of a row, which Wagtail's views hand to the database as it came."""
    named = [kwargs["pk"]] if "pk" in kwargs else []
    asked = [one for key in ("id", "childOf") for one in request.GET.getlist(key)]
    targets = request.GET.getlist("target_pages[]")
    if any(parse_id(one) is None for one in (*named, *asked, *targets) if one not in ("", "all")):
        raise Http404


def _refuse_hidden_pages_in_forms(request: HttpRequest, name: str, person: Person) -> None:
    if request.method != "POST":
        return
    asked = [one for field in _PAGE_FIELDS for one in request.POST.getlist(field) if one]
    if name == _COPY and not asked:
        raise Http404
    if asked and not _contains_all(linkable_pages(person), map(parse_id, asked)):
        raise Http404


def parse_id(text: str | int) -> int | None:
    """Return the number of a row, or None for what is none: letters, spaces, thirty digits."""
    digits = str(text)
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= len(str(_LARGEST_ID))
    return int(digits) if is_number and int(digits) <= _LARGEST_ID else None


def _may_open(name: str, namespace: str, person: Person, kwargs: dict[str, Any]) -> bool:
    if has_global_access(person):
        return True
    if name in _ADMINISTRATOR_VIEWS:
        return False
    numbers = {parse_id(kwargs[one]) for one in _PAGE_ID_PARAMETERS if one in kwargs}
    if namespace != _PAGE_NAMESPACE and name not in _PAGE_LISTS:
        return True
    if not _contains_all(explorable_pages(person), numbers):
        return False
    return name not in _WRITER_VIEWS or _may_look_back(person, numbers)


def _contains_all(pages: QuerySet[Page], numbers: Iterable[int | None]) -> bool:
    wanted = set(numbers)
    # An id that does not exist is refused like a forbidden one: nobody can tell them apart.
    return not wanted or pages.filter(pk__in=wanted - {None}).count() == len(wanted)


def _may_look_back(person: Person, numbers: Iterable[int | None]) -> bool:
    """Return whether the person writes there, or reviews what waits there."""
    rights = [TreePermissionTester(person, one) for one in Page.objects.filter(pk__in=numbers)]
    return all(one.can_write() or one.can_review() for one in rights)


def explorable_pages(person: Person) -> PageQuerySet:
    """Return the pages the person works on, and those above them."""
    return policy_registry.get_by_type(Page).explorable_instances(person)


def linkable_pages(person: Person) -> QuerySet[Page]:
    """Return the pages a text may link to: the person's own, and what the public sees."""
    mine = explorable_pages(person).values("pk")
    public = Q(live=True) & ~Q(pk__in=BankPage.objects.values("pk"))
    return Page.objects.filter(public | Q(pk__in=mine))
