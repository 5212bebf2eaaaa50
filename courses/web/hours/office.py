"""Shows managers who lacks hours, decides on study, and sets what is asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.hours.account import list_lacking, read_account, read_standings
from courses.hours.durations import round_hours
from courses.hours.requirements import load_rules, require_hours
from courses.hours.studies import MissingAnswer, StudyAnswered, approve_study, decline_study
from courses.hours.years import LearningYear
from courses.models.hours import STUDY_APPROVERS, HoursRequirement, OwnStudy
from courses.web.hours.account import describe_account, read_year, require_signed_in
from courses.web.hours.forms import HoursForm
from people.access import agencies_for, has_role, has_role_over
from people.history import record_looks
from people.models import Agency, Person, Role
from people.web import PendingWork, parse_primary_key, register_work
from people.web.office import PersonOnDesk, PersonSection, choose_unit, register_section

_READERS = (Role.Kind.HR, Role.Kind.VIEWER, Role.Kind.LINE_MANAGER)
_MOST_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def list_people_lacking(request: HttpRequest) -> HttpResponse:
    """Show who lacks hours in a unit and those below; a POST sets what is asked there."""
    viewer = require_signed_in(request)
    if not has_role(viewer, *_READERS):
        raise PermissionDenied
    reach = agencies_for(viewer, *_READERS)
    place, year = choose_unit(request, reach, needs_one=True), read_year(request)
    sets = place.unit is not None and has_role_over(viewer, Role.Kind.HR, place.unit)
    form = HoursForm(
        request.POST if request.method == "POST" else None, initial={"since": year.number}
    )
    if request.method == "POST":
        if place.unit is None or not sets:
            raise PermissionDenied
        if form.is_valid():
            require_hours(place.unit, by=viewer, **form.cleaned_data)
            messages.success(request, _("It is set. The accounts count by it at once."))
            return redirect(request.get_full_path())
    rules = load_rules()
    context = {
        **_read_lacking(viewer, place.unit, reach, year, rules),
        **{"unit": place.unit, "above": place.above, "below": place.below},
        **{"needs_unit": True, "year": year, "sets": sets, "form": form},
        "is_current": year == LearningYear.current(),
        "rules": _list_rules(place.unit, rules),
    }
    status = 422 if form.is_bound else 200
    return render(request, "courses/hours/lacking.html", context, status=status)


def _read_lacking(
    viewer: Person,
    unit: Agency | None,
    reach: Any,
    year: LearningYear,
    rules: list[HoursRequirement],
) -> dict[str, Any]:
    """Return who lacks most, and how many are asked and lack."""
    if unit is None:
        return {"lines": [], "asked": 0, "lacking": 0}
    agencies = reach & Agency.objects.under(unit)
    day = min(year.last_day, timezone.localdate())
    people = Person.objects.filter(is_active=True).posted_in(agencies, day=day)
    if day < timezone.localdate():
        # Security: of a year past nobody who has gone to offices of others since.
        people = people.visible_to(viewer)
    standings = read_standings(people, year, rules)
    shown, lacking = list_lacking(standings, _MOST_SHOWN)
    found = Person.objects.in_bulk(shown)
    record_looks(viewer, found)
    lines = [
        (
            found[pk],
            round_hours(standings[pk].total),
            round_hours(standings[pk].required),
            round_hours(standings[pk].missing),
        )
        for pk in shown
        if pk in found
    ]
    return {"lines": lines, "asked": len(standings), "lacking": lacking}


def _list_rules(unit: Agency | None, rules: Iterable[HoursRequirement]) -> list[HoursRequirement]:
    """Return what is asked in the unit, by its own word or that of one above."""
    if unit is None:
        return []
    said = [rule for rule in rules if unit.path.startswith(rule.agency.path)]
    return sorted(said, key=lambda one: (-one.agency.depth, -one.since, one.lowest_grade, one.pk))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def decide_studies(request: HttpRequest) -> HttpResponse:
    """Show study that waits for the manager; a POST approves or declines it."""
    viewer = require_signed_in(request)
    if not has_role(viewer, *STUDY_APPROVERS):
        raise PermissionDenied
    waiting = OwnStudy.objects.visible_to(viewer).waiting()
    if request.method == "POST":
        return _decide_on_study(request, viewer)
    rows = list(waiting.select_related("person").order_by("asked_at", "pk")[:_MOST_SHOWN])
    record_looks(viewer, [one.person_id for one in rows])
    context = {"rows": [(one, round_hours(one.minutes)) for one in rows]}
    return render(request, "courses/hours/requests.html", context)


def _decide_on_study(request: HttpRequest, viewer: Person) -> HttpResponse:
    approves = "approve" in request.POST
    key = parse_primary_key(request.POST.get("approve" if approves else "decline", ""))
    # Security: study of others and one that does not exist get the same answer.
    study = get_object_or_404(OwnStudy.objects.visible_to(viewer), pk=key)
    try:
        if approves:
            approve_study(study, by=viewer)
            messages.success(request, _("The hours count. The person is told."))
        else:
            decline_study(study, by=viewer, answer=request.POST.get("answer", "")[:300])
            messages.success(request, _("It is declined. The person reads your answer."))
    except MissingAnswer:
        messages.error(request, _("Please write why, for the person who asked."))
    except StudyAnswered:
        messages.info(request, _("It was answered meanwhile."))
    return redirect("courses:hours_requests")


def _read_hours(desk: PersonOnDesk) -> dict[str, Any] | None:
    if not desk.is_managed:
        return None
    return describe_account(read_account(desk.person, LearningYear.current()))


def register_hours_office() -> None:
    """Add the hours to the page of a person, and study that waits to what waits."""
    template = "courses/hours/section.html"
    register_section(
        PersonSection("hours", gettext_lazy("Learning hours"), template, 22, _read_hours)
    )
    register_work(
        PendingWork(
            key="studies",
            order=12,
            label=gettext_lazy("Study on one's own"),
            empty=gettext_lazy("Nobody waits for an answer."),
            address="courses:hours_requests",
            find=lambda person: OwnStudy.objects.visible_to(person).waiting(),
            roles=STUDY_APPROVERS,
        )
    )
