"""Reads the parameters of a report, ``?unit&skill&level&day&measure``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from people.models import Agency, Person
from people.text import to_ascii_digits
from plan.levels import HIGHEST_LEVEL, LOWEST_LEVEL
from plan.models import Skill
from reporting.figures.coverage import Measure
from reporting.query.scope import Scope, resolve_scope, top_units

# Far enough for any question, near enough for arithmetic on days.
FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
_OUT_OF_BOUNDS = _("Choose a day from the year 2000 to the year 2100.")
DAY_BOUNDS = (
    MinValueValidator(FIRST_DAY, _OUT_OF_BOUNDS),
    MaxValueValidator(LAST_DAY, _OUT_OF_BOUNDS),
)
_NUMERIC_PARAMETERS = ("level", "day")


class NoReportingRole(Exception):
    """The person may read no agency's figures."""


class UnitOutOfReach(Exception):
    """The unit does not exist, or the person may not read its figures."""


@dataclass(frozen=True)
class ReportQuery:
    """Holds a question as read: its scope, and its form with the errors of wrong parts.

    A wrong part has its default in the scope; ``asked`` are the parts that were right,
    ``tops`` the highest units that the viewer may see. ``left_day`` is a day to come that was
    asked of a page which tells of no such day.
    """

    scope: Scope
    form: forms.Form
    asked: Mapping[str, Any]
    tops: list[Agency]
    left_day: dt.date | None = None

    @property
    def is_valid(self) -> bool:
        return not self.form.errors


def _visible_units(request: HttpRequest | None) -> QuerySet[Agency]:
    # Without a request the filter only describes itself, for the API's schema.
    if request is None:
        return Agency.objects.none()
    return Agency.objects.figures_visible_to(request.user)


def _competence_skills(request: HttpRequest | None) -> QuerySet[Skill]:
    return Skill.objects.competences()


class ScopeFilter(django_filters.FilterSet):
    """Declares the parameters of the page, the exports and the API."""

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
            queryset=_competence_skills, to_field_name="code", label=_("Skill"), empty_label=None
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
        validators=DAY_BOUNDS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    measure = django_filters.ChoiceFilter(
        choices=Measure.choices, empty_label=None, label=_("Measure")
    )

    class Meta:
        model = Agency
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Agency]) -> QuerySet[Agency]:
        """Return the queryset as it is: only the form and the API's schema are used."""
        return queryset


def read_report_query(
    request: HttpRequest,
    parameters: type[ScopeFilter] = ScopeFilter,
    *,
    of_all_skills: bool = False,
) -> ReportQuery:
    """Return what the request asks. Raises `NoReportingRole` and `UnitOutOfReach`.

    Where it is ``of_all_skills`` no default is looked for that nothing would show.
    """
    viewer = request.user
    if not isinstance(viewer, Person) or not (tops := top_units(viewer)):
        raise NoReportingRole
    # Burmese keyboards type Burmese digits.
    data = {
        name: to_ascii_digits(value.strip()) if name in _NUMERIC_PARAMETERS else value
        for name, value in request.GET.dict().items()
    }
    form = parameters(data, queryset=Agency.objects.none(), request=request).form
    # Security: an unknown unit and one out of reach get the same answer.
    if "unit" in form.errors:
        raise UnitOutOfReach
    asked = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
    scope = resolve_scope(viewer, {"unit": tops[0]} | asked, of_all_skills=of_all_skills)
    return ReportQuery(scope, form, asked, tops)
