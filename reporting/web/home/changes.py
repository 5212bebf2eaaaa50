"""Shows what changed in a unit between two days and why, with names, and serves it as files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import TypedDict

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from people.bulk import list_kinds
from people.files import SheetRow
from people.history import record_looks
from people.web.office import begin_act_on
from plan.levels import load_level_names
from plan.models import Measure
from reporting.changes import ChangeReason, ExplainedChange, explain_change, list_changed
from reporting.changes.periods import ChangePeriod
from reporting.figures.coverage import SkillLevel
from reporting.figures.subtree import Subtree
from reporting.insights.home.names import NamesPage, find_named, list_names
from reporting.output import describe_people, describe_unit
from reporting.output.about import describe_skill
from reporting.output.changes import (
    build_change_sheet,
    build_changed_people_sheet,
    find_shown_day,
)
from reporting.query.parameters import ReportQuery
from reporting.query.scope import Scope
from reporting.query.units import load_relatives
from reporting.web.answers import refuse_question, render_answer, unit_trail
from reporting.web.decorators import with_choices, with_posted_query, with_report_query
from reporting.web.files import name_file, serve_sheets
from reporting.web.home.change_days import ChangeDays, read_change_days


@with_report_query
@with_choices(period=ChangePeriod.values, reason=ChangeReason.values)
def show_changes(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Show both numbers with what lies between them, and the people behind one reason."""
    scope = report_query.scope
    days = read_change_days(request, scope)
    subtree = Subtree.of([scope.unit], since=days.since)
    asked = _ask_change(scope, days)
    change = explain_change(subtree, **asked) if asked else None
    reason = _read_reason(request)
    people = list_changed(subtree, **asked).get(reason, []) if asked and reason else []
    title = _title_changes(scope)
    context = {
        "days": days,
        "periods": [one for one in ChangePeriod if one != ChangePeriod.DAYS],
        "change": change,
        "reason": reason,
        "names": _list_names(request, scope, change, reason, people),
        "level": scope.name_level(load_level_names()),
        "asked": scope.query(**days.parts),
        "trail": unit_trail(scope, load_relatives(scope, subtree.places), page=title),
        "title": title,
        "kinds": list_kinds(scope.viewer),
    }
    is_wrong, template = bool(days.form.errors), "reporting/changes.html"
    return render_answer(request, template, report_query, context, is_wrong=is_wrong)


@with_posted_query
@with_choices(period=ChangePeriod.values, reason=ChangeReason.values)
def act_on_changed_people(request: HttpRequest, report_query: ReportQuery) -> HttpResponseBase:
    """Take people behind a reason to the page that asks once more before an act on them."""
    scope = report_query.scope
    days, reason = read_change_days(request, scope), _read_reason(request)
    asked, page = _ask_change(scope, days), reverse("reporting:changes")
    # Nobody acts on whom they did not ask for: the page says what is wrong.
    if not report_query.is_valid or days.form.errors or reason is None or asked is None:
        return redirect(f"{page}?{request.GET.urlencode()}")
    people = list_changed(Subtree.of([scope.unit], since=days.since), **asked)
    found = find_named(scope.viewer, people.get(reason, []))
    back = page + scope.query(**days.parts, reason=reason.value)
    return begin_act_on(request, scope.viewer, found.annotate(person=F("pk")), back=back)


@with_report_query
@with_choices(period=ChangePeriod.values, reason=ChangeReason.values)
def export_changes(
    request: HttpRequest, report_query: ReportQuery, suffix: str
) -> HttpResponseBase:
    """Serve the table, in a workbook with the people; with a reason the people behind it."""
    scope = report_query.scope
    days = read_change_days(request, scope)
    subtree = Subtree.of([scope.unit], since=days.since)
    asked = _ask_change(scope, days)
    # A page can show a default beside the error; a file would be kept as the answer.
    if not report_query.is_valid or days.form.errors or asked is None:
        return refuse_question(
            request, report_query.form if report_query.form.errors else days.form
        )
    reason = _read_reason(request)
    change, people = explain_change(subtree, **asked), list_changed(subtree, **asked)
    sheets = [build_changed_people_sheet(scope, change, people, reason)]
    if reason is None:
        # A file of one table has the reasons; names of all would be a list without its question.
        named = sheets if suffix == "xlsx" else []
        sheets = [build_change_sheet(change), *named]
    listed = _describe_listed(people, reason) if reason or suffix == "xlsx" else []
    about = _describe_period(scope, days, reason, listed)
    name = _name_change_file(scope, days, reason)
    return serve_sheets(sheets, about, suffix, name=name)


def _describe_listed(
    people: Mapping[ChangeReason, Collection[int]], reason: ChangeReason | None
) -> list[SheetRow]:
    told = [reason] if reason else list(people)
    return describe_people(sum(len(set(people.get(one, ()))) for one in told))


def _title_changes(scope: Scope) -> str:
    if scope.is_ahead:
        return _("What is known to change, and why")
    return _("What changed and why")


class _AskedChange(TypedDict):
    pair: SkillLevel
    since: dt.date
    until: dt.date
    measure: Measure


def _ask_change(scope: Scope, days: ChangeDays) -> _AskedChange | None:
    if scope.skill is None:
        return None
    pair = (scope.skill, scope.level)
    return {"pair": pair, "since": days.since, "until": days.until, "measure": scope.measure}


def _read_reason(request: HttpRequest) -> ChangeReason | None:
    asked = request.GET.get("reason", "")
    return ChangeReason(asked) if asked in ChangeReason.values else None


def _list_names(
    request: HttpRequest,
    scope: Scope,
    change: ExplainedChange | None,
    reason: ChangeReason | None,
    people: Sequence[int],
) -> NamesPage | None:
    if change is None or reason is None:
        return None
    day = find_shown_day(change, reason)
    names = list_names(scope.viewer, people, day=day, page_number=request.GET.get("page"))
    record_looks(scope.viewer, [row.person.pk for row in names.rows])
    return names


def _name_change_file(scope: Scope, days: ChangeDays, reason: ChangeReason | None) -> str:
    """Return the file's name, which tells files of other questions apart."""
    skill = scope.skill.code if scope.skill else ""
    about = (skill, f"level-{scope.level}", scope.measure, reason)
    return name_file("changes", scope.unit.code, *about, days.since, days.until)


def _describe_period(
    scope: Scope,
    days: ChangeDays,
    reason: ChangeReason | None,
    listed: Sequence[SheetRow],
) -> list[SheetRow]:
    asked = scope.query(**days.parts, reason=reason and reason.value)
    return describe_unit(
        scope.viewer,
        scope.unit,
        days.until,
        subject=[
            [_("Measure"), scope.measure_name],
            *describe_skill(scope, load_level_names()),
            *listed,
        ],
        rule=_("Both days are compared; what came and went between them is no change."),
        address=reverse("reporting:changes") + asked,
    )
