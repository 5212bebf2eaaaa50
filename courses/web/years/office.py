"""Shows an office what years ask of its people, how far these are, and what was frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.hours.years import LearningYear
from courses.models import YearCorrection, YearlyObligation, YearState
from courses.obligations.closing import is_year_held
from courses.web.assignments.listing import require_assignment_reader
from courses.web.hours.account import read_year
from courses.web.years.lines import add_people, describe_status, find_frozen, list_running
from courses.web.years.own import describe_year
from people.access import agencies_for, has_role, has_role_over
from people.files import Sheet, SheetRow, respond_with_tables
from people.history import office_acted, record_looks
from people.models import Agency, Person, Role
from people.web import PendingWork, register_work
from people.web.office import (
    PersonOnDesk,
    PersonSection,
    UnitChoice,
    choose_unit,
    register_section,
)

YEAR_READERS = (Role.Kind.HR, Role.Kind.VIEWER, Role.Kind.LINE_MANAGER)
# What runs is judged while somebody waits: a second for so many people; more are seen by unit.
_MOST_JUDGED = 5000
_PEOPLE_PER_PAGE = 50


@never_cache
@require_safe
@login_required
def list_years(request: HttpRequest) -> HttpResponse:
    """Show what a year asks in a unit, by its own word or those above and below it."""
    viewer = require_assignment_reader(request)
    place = choose_unit(request, agencies_for(viewer, *YEAR_READERS), needs_one=True)
    year = read_year(request)
    found = YearlyObligation.objects.visible_to(viewer).filter(year=year.number)
    if place.unit:
        above = [place.unit.pk, *place.unit.get_ancestors().values_list("pk", flat=True)]
        inside = Agency.objects.under(place.unit).order_by().values("pk")
        found = found.filter(agency__in=above) | found.filter(agency__in=inside)
    rows = found.select_related("agency").prefetch_related("courses", "programmes")
    context = {
        **{"unit": place.unit, "above": place.above, "below": place.below},
        **{"needs_unit": True, "year": year, "rows": rows.order_by("agency__path", "pk")},
        "is_current": year == LearningYear.current(),
        "today": timezone.localdate(),
        "may_prescribe": has_role(viewer, Role.Kind.HR),
        "may_state": place.unit is not None
        and has_role_over(viewer, Role.Kind.HR, place.unit)
        and year <= LearningYear.current(),
        "waiting": YearCorrection.objects.decidable_by(viewer).waiting().count(),
    }
    return render(request, "courses/years/list.html", context)


@never_cache
@require_safe
@login_required
def show_year(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the people of one obligation by state: as of today while it runs, else as frozen."""
    viewer = require_assignment_reader(request)
    obligation, place = get_obligation(viewer, pk), _choose_place(request, viewer)
    people = find_visible(viewer, place)
    state = _read_year_state(request)
    context = {
        **{"unit": place.unit, "above": place.above, "below": place.below},
        **{"obligation": obligation, "state": state, "today": timezone.localdate()},
        "may_change": _may_change(viewer, obligation),
        "frozen": obligation.statuses.count() if obligation.closed_at is None else 0,
        "is_due": obligation.cut_off_on < timezone.localdate(),
    }
    if obligation.closed_at is None and people.count() > _MOST_JUDGED:
        return render(request, "courses/years/year.html", context | {"is_too_many": True})
    if obligation.closed_at:
        rows = find_frozen(obligation, viewer, people)
        counts = rows.count_states()
        page = _turn_page(request, rows.filter(current_state=state) if state else rows)
        lines = [describe_status(row) for row in page]
    else:
        running = list_running(obligation, people)
        counts = dict(Counter(line.state for line in running))
        page = _turn_page(request, [line for line in running if state in ("", line.state)])
        lines = add_people(page)
    record_looks(viewer, [line.person_id for line in lines])
    states = [(one, counts.get(one, 0)) for one in YearState]
    context |= {"page": page, "lines": lines, "states": states, "total": sum(counts.values())}
    return render(request, "courses/years/year.html", context)


def _turn_page(request: HttpRequest, rows: Any) -> Page[Any]:
    return Paginator(rows, _PEOPLE_PER_PAGE).get_page(request.GET.get("page"))


@never_cache
@require_safe
@login_required
def export_year(request: HttpRequest, pk: int, suffix: str) -> HttpResponseBase:
    """Serve the frozen people of a closed year, of all states or one, as CSV or a workbook."""
    viewer = require_assignment_reader(request)
    obligation = get_obligation(viewer, pk)
    place, state = _choose_place(request, viewer), _read_year_state(request)
    rows = find_frozen(obligation, viewer, find_visible(viewer, place))
    rows = rows.filter(current_state=state) if state else rows
    keys = list(rows.values_list("person", flat=True))
    if request.method == "GET":
        record_looks(viewer, keys)
        data = {"count": len(keys), "columns": [], "agency": obligation.agency.names}
        office_acted.send(Person, action="people.export", people=[viewer], by=viewer, data=data)
    sheet = Sheet(_("People"), _name_year_headings(), _write_states(rows, get_language() or "my"))
    name = f"year-{obligation.year}-{obligation.agency.code}"
    return respond_with_tables(sheet, name=name, suffix=suffix)


def _may_change(viewer: Person, obligation: YearlyObligation) -> bool:
    # A closed year is opened again for a day of its own; once it is over there is none.
    is_over = LearningYear(obligation.year).last_day < timezone.localdate()
    if is_over or not has_role_over(viewer, Role.Kind.HR, obligation.agency):
        return False
    return obligation.closed_at is None or not is_year_held(obligation)


def get_obligation(viewer: Person, pk: int) -> YearlyObligation:
    """Return an obligation that concerns the viewer's people; 404 for any other."""
    # Security: one of others and one that does not exist get the same answer.
    found = YearlyObligation.objects.visible_to(viewer).select_related("agency")
    return get_object_or_404(found, pk=pk)


def find_visible(viewer: Person, place: UnitChoice) -> Any:
    """Return the people who serve today in the unit or, without one, wherever the viewer reads."""
    reach = agencies_for(viewer, *YEAR_READERS)
    inside = reach & Agency.objects.under(place.unit) if place.unit else reach
    return Person.objects.visible_to(viewer).posted_in(inside, day=timezone.localdate())


def _choose_place(request: HttpRequest, viewer: Person) -> UnitChoice:
    return choose_unit(request, agencies_for(viewer, *YEAR_READERS))


def _read_year_state(request: HttpRequest) -> str:
    state = request.GET.get("state", "")
    return state if state in YearState.values else ""


def _name_year_headings() -> list[str]:
    return [
        *(_("Name"), _("Staff number"), _("Agency"), _("Cut-off day"), _("State")),
        *(_("Frozen as"), _("Reason"), _("Done"), _("Asked"), _("Hours"), _("Hours asked")),
    ]


def _write_states(rows: Any, language: str) -> Iterator[SheetRow]:
    for row in rows.iterator(500):
        # A stream is read after the request, when another language may be active.
        with override(language):
            line = describe_status(row)
            frozen = str(YearState(row.state).label)
            words = [str(row.person), row.person.staff_number or "", row.agency.name]
            told = [row.cut_off_on, line.label, frozen, line.reason]
        yield [*words, *told, line.done, line.asked, line.hours, line.hours_asked]


def _read_year_section(desk: PersonOnDesk) -> dict[str, Any] | None:
    if not desk.is_managed:
        return None
    return describe_year(desk.person, LearningYear.current()) | {"person": desk.person}


def register_years_office() -> None:
    """Add the year to the page of a person, and corrections that wait to what waits."""
    template = "courses/years/section.html"
    heading = gettext_lazy("Yearly obligation")
    register_section(PersonSection("year", heading, template, 18, _read_year_section))
    register_work(
        PendingWork(
            key="year_corrections",
            order=13,
            label=gettext_lazy("Corrections of closed years"),
            empty=gettext_lazy("No correction waits."),
            address="courses:year_corrections",
            find=lambda person: YearCorrection.objects.decidable_by(person).waiting(),
            roles=(Role.Kind.HR,),
        )
    )
