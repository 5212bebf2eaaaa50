"""Shows which skills expire soon, of whom and what renews them, and serves it as files."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from people.bulk import list_kinds
from people.files import read_pieces
from people.history import record_looks
from people.models import Person
from people.web.office import begin_act_on
from plan.levels import LevelNames, load_level_names
from reporting.changes import list_expiring
from reporting.figures.subtree import Subtree
from reporting.insights.home.expiring import (
    USUAL_WINDOW,
    ExpiringSkill,
    list_expiring_skills,
)
from reporting.insights.home.names import NamesPage, find_named, list_losing
from reporting.insights.people_asked import PeopleFilter
from reporting.insights.people_list import sees_all_listed
from reporting.output import describe_people, describe_unit
from reporting.output.changes import build_expiring_people_sheet, build_expiring_sheet
from reporting.query.parameters import ReportQuery
from reporting.query.scope import Scope
from reporting.query.units import load_relatives
from reporting.web.answers import render_answer, unit_trail
from reporting.web.decorators import (
    with_choices,
    with_posted_query,
    with_report_query,
    with_valid_query,
)
from reporting.web.files import serve_sheets

_WINDOWS = (30, 90, 180, 365)  # days
_ROWS_AT_ONCE = 2000
_CHOICES = [str(days) for days in _WINDOWS]


@dataclass(frozen=True)
class _Outlook:
    """What is asked: of which unit, until which day, with the skills that somebody loses."""

    scope: Scope
    subtree: Subtree
    names: LevelNames
    within: int
    rows: list[ExpiringSkill]

    @classmethod
    def read(cls, request: HttpRequest, scope: Scope) -> _Outlook:
        asked, names = request.GET.get("within", ""), load_level_names()
        within = int(asked) if asked in _CHOICES else USUAL_WINDOW
        subtree = Subtree.of([scope.unit], since=scope.day)
        until = scope.day + dt.timedelta(within)
        rows = list_expiring_skills(scope, subtree, names, until) if scope.skill else []
        return cls(scope, subtree, names, within, rows)

    @property
    def until(self) -> dt.date:
        return self.scope.day + dt.timedelta(self.within)

    @property
    def level_name(self) -> str:
        """Return the level with its name, as the framework of the page's skill has it."""
        return self.scope.name_level(self.names) or str(self.scope.level)

    def choose_row(self, *, is_asked: bool) -> ExpiringSkill | None:
        """Return the row whose people are named: that of the page's skill, or the first."""
        own = [row for row in self.rows if row.skill == self.scope.skill]
        return next(iter(own or ([] if is_asked else self.rows)), None)

    def find_losing_people(
        self, row: ExpiringSkill, visible: QuerySet[Person] | None = None
    ) -> QuerySet[Any]:
        """Return person, skill, level held and first day without it, the soonest first."""
        scope = self.scope
        return list_expiring(
            self.subtree,
            [row.skill],
            scope.level,
            day=scope.day,
            until=self.until,
            people=visible,
        )

    def list_names(self, row: ExpiringSkill, page_number: str | None) -> NamesPage:
        scope = self.scope
        sees_all = sees_all_listed(scope, PeopleFilter.POSTED, self.subtree)
        # Security: who serves under others today is counted, and named there only.
        visible = None if sees_all else Person.objects.visible_to(scope.viewer)
        return list_losing(
            self.find_losing_people(row, visible),
            day=scope.day,
            page_number=page_number,
            total=row.people,
            has_all=sees_all,
        )


@with_report_query
@with_choices(within=_CHOICES)
def show_expiring(request: HttpRequest, report_query: ReportQuery) -> HttpResponse:
    """Show each skill that people lose within the days, and the people of one of them."""
    scope = report_query.scope
    outlook = _Outlook.read(request, scope)
    row = outlook.choose_row(is_asked="skill" in report_query.asked)
    names = outlook.list_names(row, request.GET.get("page")) if row else None
    if names:
        record_looks(scope.viewer, [one.person.pk for one in names.rows])
    relatives = load_relatives(scope, outlook.subtree.places)
    context = {
        "outlook": outlook,
        "windows": _WINDOWS,
        "row": row,
        # Another time asks about the same skill.
        "chosen": scope.skill.code if "skill" in report_query.asked and scope.skill else None,
        "names": names,
        "trail": unit_trail(scope, relatives, page=_("What expires")),
        "kinds": list_kinds(scope.viewer),
        "renewal_days": settings.RENEWAL_DAYS if any(one.courses for one in outlook.rows) else 0,
    }
    return render_answer(request, "reporting/expiring.html", report_query, context)


@with_posted_query
@with_choices(within=_CHOICES)
def act_on_losing_people(request: HttpRequest, report_query: ReportQuery) -> HttpResponseBase:
    """Take people who lose a skill to the page that asks once more before an act on them."""
    scope, page = report_query.scope, reverse("reporting:expiring")
    outlook = _Outlook.read(request, scope)
    row = outlook.choose_row(is_asked=True)
    # Nobody acts on whom they did not ask for: the page says what is wrong.
    if not report_query.is_valid or "skill" not in report_query.asked or row is None:
        return redirect(f"{page}?{request.GET.urlencode()}")
    losing = outlook.find_losing_people(row).order_by().values_list("person", flat=True)
    found = find_named(scope.viewer, list(losing))
    back = page + scope.query(within=outlook.within)
    return begin_act_on(request, scope.viewer, found.annotate(person=F("pk")), back=back)


@with_report_query
@with_choices(within=_CHOICES)
@with_valid_query
def export_expiring(
    request: HttpRequest, report_query: ReportQuery, suffix: str
) -> HttpResponseBase:
    """Serve everybody who loses a skill by name, in a workbook with the skills."""
    scope = report_query.scope
    outlook = _Outlook.read(request, scope)
    skills = [row.skill for row in outlook.rows]
    found = list_expiring(outlook.subtree, skills, scope.level, day=scope.day, until=outlook.until)
    sheets = [
        *([build_expiring_sheet(outlook.rows)] if suffix == "xlsx" else []),
        build_expiring_people_sheet(
            scope,
            outlook.rows,
            chain.from_iterable(read_pieces(found, _ROWS_AT_ONCE)),
            outlook.names,
        ),
    ]
    about = describe_unit(
        scope.viewer,
        scope.unit,
        scope.day,
        subject=[
            [_("Until"), outlook.until],
            [_("Level or above"), outlook.level_name],
            # A line each time somebody loses a skill, as the skills of the page add up.
            *describe_people(sum(row.people for row in outlook.rows)),
        ],
        rule=_("Who holds the skill on the day, and by what is recorded no more on the last."),
        address=reverse("reporting:expiring") + scope.query(within=outlook.within),
    )
    name = f"expiring-{scope.unit.code}-level-{scope.level}-{scope.day}-{outlook.until}"
    return serve_sheets(sheets, about, suffix, name=name)
