"""Shows an office its people: the list, and a page for each."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.access import has_role, has_role_over
from people.directory import DirectoryFilter, NearEndPaginator, people_in_reach
from people.models import Agency, Person, Posting, Role
from people.text import clean
from people.web.accounts.contacts import signed_in_person
from people.web.office.sections import PersonOnDesk, read_sections

_PEOPLE_PER_PAGE = 50
_ORDERS = {"name": None, "number": "staff_number"}


@never_cache
@require_safe
@login_required
def show_people(request: HttpRequest) -> HttpResponse:
    """Show the people of a unit and below that match the filter."""
    viewer = _require_reader(request)
    unit = _find_asked_unit(request, viewer)
    found = DirectoryFilter(request.GET, viewer=viewer, unit=unit)
    order = request.GET.get("order", "name")
    order_by = _ORDERS.get(order) or Person.name_order()
    # By pk too: two of one name must not change places between pages.
    people = found.qs.order_by(order_by, "pk")
    pages = NearEndPaginator(people, _PEOPLE_PER_PAGE, count=found.count())
    page = pages.get_page(request.GET.get("page"))
    asked = {name for name in found.filters if request.GET.get(name)}
    context = {
        "filter": found,
        "order": order,
        "page": page,
        "rows": _pair_with_postings(list(page)),
        "unit": unit,
        "above": _list_units_above(viewer, unit),
        "below": _list_units_below(viewer, unit),
        "is_narrowed": bool(asked - {"unit"}),
        "is_filtered": bool(asked - {"unit", "q"}),
    }
    return render(request, "people/office/people.html", context)


@never_cache
@require_safe
@login_required
def show_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person of the viewer's offices: postings in time, account, and what apps add."""
    viewer = _require_reader(request)
    # Security: somebody of others and somebody who does not exist get the same answer.
    person = get_object_or_404(people_in_reach(viewer), pk=pk)
    postings = list(person.postings.select_related("agency").order_by("-valid_from"))
    home = postings[0].agency
    today = timezone.localdate()
    now = next((one for one in postings if one.holds_on(today)), None)
    context = {
        "person": person,
        "postings": postings,
        "sections": read_sections(PersonOnDesk.of(viewer, person, now)),
        "home": home,
        "has_password": person.has_usable_password(),
        # Contacts are for the office that works with them, not for all who read its figures.
        "shows_contacts": has_role_over(viewer, Role.Kind.HR, home),
    }
    return render(request, "people/office/person.html", context)


def _require_reader(request: HttpRequest) -> Person:
    person = signed_in_person(request)
    if not has_role(person, Role.Kind.HR, Role.Kind.SECRETARIAT):
        raise PermissionDenied
    return person


def _find_asked_unit(request: HttpRequest, viewer: Person) -> Agency | None:
    """Return the unit that the address names, None if it names none; 404 for one of others."""
    code = clean(request.GET.get("unit", "")[:100])
    if not code:
        return None
    return get_object_or_404(Agency.objects.visible_to(viewer), code=code)


def _list_units_above(viewer: Person, unit: Agency | None) -> list[Agency]:
    if unit is None:
        return []
    above = Agency.objects.visible_to(viewer).filter(pk__in=unit.get_ancestors().values("pk"))
    return list(above.order_by("path"))


def _list_units_below(viewer: Person, unit: Agency | None) -> list[Agency]:
    """Return the units under the unit, or the first of the viewer's offices."""
    if unit is not None:
        return list(unit.get_children())
    offices = list(Agency.objects.visible_to(viewer).order_by("path")[:1])
    return [*offices, *offices[0].get_children()] if offices else []


def _pair_with_postings(people: list[Person]) -> list[tuple[Person, Posting | None]]:
    """Return each person with the posting of today, or the last one."""
    postings = Posting.objects.filter(person__in=people, valid_from__lte=timezone.localdate())
    rows = postings.select_related("agency").order_by("valid_from")
    last = {row.person_id: row for row in rows}
    return [(person, last.get(person.pk)) for person in people]
