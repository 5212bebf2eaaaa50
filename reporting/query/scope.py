"""Reads what a report is asked for, ``?unit&skill&level&day&measure``, and who may ask it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from certification.models import Evidence
from people.access import has_global_access, roles_of
from people.models import Agency, Person
from people.text.names import to_ascii_digits
from plan.levels import HIGHEST_LEVEL, LOWEST_LEVEL
from plan.models import Skill, Target
from reporting.figures.coverage import Measure

_FIRST_DAY, _LAST_DAY = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
_BASIC_LEVEL = 2
_NUMERIC_PARAMETERS = ("level", "day")


class NoReportingRole(Exception):
    """The person may read no agency's figures."""


class UnitOutOfReach(Exception):
    """The unit does not exist, or the person may not read its figures."""


@dataclass(frozen=True)
class Scope:
    """What a report is about. ``skill`` is None only where there are no skills at all."""

    viewer: Person
    unit: Agency
    skill: Skill | None
    level: int
    day: dt.date
    measure: Measure

    def query(self, **changes: object) -> str:
        """The same question as an address's query, with changes; None leaves a part out."""
        parts: dict[str, object] = {
            "unit": self.unit.code,
            "skill": self.skill and self.skill.code,
            "level": self.level,
            "day": self.day.isoformat(),
            "measure": self.measure.value,
        } | changes
        return "?" + urlencode({name: value for name, value in parts.items() if value is not None})


@dataclass(frozen=True)
class ReportQuery:
    """A parsed question with the form it was asked in; a wrong part is told and replaced."""

    scope: Scope
    form: forms.Form
    asked: Mapping[str, Any]

    @property
    def is_valid(self) -> bool:
        return not self.form.errors


def _visible_units(request: HttpRequest | None) -> QuerySet[Agency]:
    if request is None:
        return Agency.objects.none()
    return Agency.objects.visible_to(request.user)


def competence_skills(request: HttpRequest | None = None) -> QuerySet[Skill]:
    return Skill.objects.exclude(area=None).select_related("framework")


class ScopeFilter(django_filters.FilterSet):
    """One set of parameters for the page, the exports and the API."""

    unit = extend_schema_field(OpenApiTypes.STR)(
        django_filters.ModelChoiceFilter(
            queryset=_visible_units,
            to_field_name="code",
            label=_("Unit"),
            widget=forms.HiddenInput,
        )
    )
    skill = extend_schema_field(OpenApiTypes.STR)(
        django_filters.ModelChoiceFilter(
            queryset=competence_skills, to_field_name="code", label=_("Skill"), empty_label=None
        )
    )
    level = extend_schema_field(
        {"type": "integer", "minimum": LOWEST_LEVEL, "maximum": HIGHEST_LEVEL}
    )(
        django_filters.TypedChoiceFilter(
            choices=[(number, str(number)) for number in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)],
            coerce=int,
            empty_value=None,
            label=_("Level or above"),
        )
    )
    day = django_filters.DateFilter(
        label=_("Day"),
        input_formats=["%Y-%m-%d"],
        validators=[MinValueValidator(_FIRST_DAY), MaxValueValidator(_LAST_DAY)],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    measure = django_filters.ChoiceFilter(
        choices=Measure.choices, empty_label=None, label=_("Measure")
    )

    class Meta:
        model = Agency
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Agency]) -> QuerySet[Agency]:
        return queryset


def read_report_query(request: HttpRequest) -> ReportQuery:
    """What the request asks. Raises `NoRole` and `UnitOutOfReach`."""
    viewer = request.user
    if not isinstance(viewer, Person) or not (tops := top_units(viewer)):
        raise NoReportingRole
    data = {
        name: to_ascii_digits(value.strip()) if name in _NUMERIC_PARAMETERS else value
        for name, value in request.GET.dict().items()
    }
    form = ScopeFilter(data, queryset=Agency.objects.none(), request=request).form
    if "unit" in form.errors:
        raise UnitOutOfReach
    asked = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
    return ReportQuery(_resolve_scope(viewer, {"unit": tops[0]} | asked), form, asked)


def top_units(viewer: Person) -> list[Agency]:
    """The highest agencies whose figures the viewer may read."""
    if has_global_access(viewer):
        return list(Agency.get_root_nodes())
    agencies = {role.agency for role in roles_of(viewer) if role.may_read}
    return [
        agency
        for agency in sorted(agencies, key=lambda agency: agency.path)
        if not any(agency.path.startswith(o.path) for o in agencies if o != agency)
    ]


def _resolve_scope(viewer: Person, asked: Mapping[str, Any]) -> Scope:
    """The scope asked for; the skill and level that are missing come from the first target."""
    scope = Scope(
        viewer=viewer,
        unit=asked["unit"],
        skill=asked.get("skill"),
        level=asked.get("level", _BASIC_LEVEL),
        day=asked.get("day") or timezone.localdate(),
        measure=Measure(asked.get("measure", Measure.HELD)),
    )
    if scope.skill:
        return scope
    if target := _find_first_target(scope):
        return replace(scope, skill=target.skill, level=asked.get("level", target.level))
    return replace(scope, skill=skills_in_use().first() or competence_skills().first())


def _find_first_target(scope: Scope) -> Target | None:
    """The unit's own next target and of those the largest, else one past, else one from below."""
    targets = Target.objects.visible_to(scope.viewer)
    targets = targets.filter(agency__path__startswith=scope.unit.path)
    is_past = ExpressionWrapper(Q(due_on__lt=scope.day), BooleanField())
    order = ("agency__path", is_past, "due_on", "-headcount", "skill__code")
    return targets.select_related("skill__framework").order_by(*order).first()


def skills_in_use() -> QuerySet[Skill]:
    """Competences that somebody learnt or that a target asks for, by code."""
    learnt = Exists(Evidence.objects.filter(skill=OuterRef("pk")))
    asked = Exists(Target.objects.filter(skill=OuterRef("pk")))
    return competence_skills().filter(learnt | asked)
