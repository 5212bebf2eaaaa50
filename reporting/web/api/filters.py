"""Declares what programs may ask of each list; whatever else an address names is refused."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field

from plan.models import Clause, Phase, Plan
from reporting.changes.periods import ChangePeriod
from reporting.figures.targets import TargetState
from reporting.insights.trend import TrendRange
from reporting.query.parameters import DAY_BOUNDS, LAST_DAY, ScopeFilter

# Of every list, beside its own filters.
_OF_PAGES = {"limit", "offset", "format"}
_NOTHING = _("No plan has one of this name.")


def find_unknown(names: Collection[str], parameters: type[ScopeFilter]) -> list[str]:
    """Return the names that the list does not know: a filter left out would tell too much."""
    return sorted(set(names) - parameters.base_filters.keys() - _OF_PAGES)


def find_doubled(asked: QueryDict) -> list[str]:
    """Return the names that stand in the address more than once."""
    return sorted(name for name, values in asked.lists() if len(values) > 1)


def _list_plans() -> QuerySet[Plan]:
    """Return the plans whose targets a list may tell of: no draft."""
    # Of any day that can be asked for: one that begins later is told of its first day already.
    return Plan.objects.published(LAST_DAY)


def _require_plan(value: str) -> None:
    _require_any(_list_plans().filter(code=value), value)


def _require_phase(value: str) -> None:
    plan, dot, number = value.rpartition(".")
    if not re.fullmatch("[0-9]{1,4}", number):
        raise ValidationError(_NOTHING)
    found = Phase.objects.filter(plan__in=_list_plans(), number=int(number))
    _require_any(found.filter(plan__code=plan) if dot else found, value)


def _require_clause(value: str) -> None:
    plan, _dot, code = value.partition(".")
    told = Clause.objects.filter(plan__in=_list_plans())
    _require_any(told.filter(Q(code=value) | Q(plan__code=plan, code=code)), value)


def _require_any(rows: QuerySet[Any], value: str) -> None:
    # The field's own refusal of a NUL lets us be asked too, and PostgreSQL refuses it by an error.
    if "\0" in value or not rows.exists():
        raise ValidationError(_NOTHING)


class TargetFilter(ScopeFilter):
    """Declares the parameters of lists of targets: those by which the page narrows them too."""

    state = django_filters.ChoiceFilter(
        choices=TargetState.choices, empty_label=None, label=_("State")
    )
    plan = django_filters.CharFilter(
        label=_("Plan"), help_text="Its code.", validators=[_require_plan]
    )
    phase = django_filters.CharFilter(
        label=_("Phase"), help_text="Its number, or plan and number.", validators=[_require_phase]
    )
    clause = django_filters.CharFilter(
        label=_("Clause"), help_text="Its code, or plan and code.", validators=[_require_clause]
    )
    own = django_filters.ChoiceFilter(
        choices=[("1", _("Yes"))], label=_("Without the units below")
    )


class TrendFilter(ScopeFilter):
    """Declares the parameters of a curve: how far back it goes, and whom it counts."""

    range = django_filters.ChoiceFilter(choices=TrendRange.choices, label=_("How far back"))
    target = extend_schema_field({"type": "integer", "minimum": 1})(
        django_filters.CharFilter(
            label=_("Target"),
            help_text="The id of a target of the unit, skill and level: counts whom it is about.",
        )
    )


class ChangeFilter(ScopeFilter):
    """Declares the parameters of a change: its period, or the day from which it is told."""

    period = django_filters.ChoiceFilter(choices=ChangePeriod.choices, label=_("Time"))
    since = django_filters.DateFilter(
        label=_("From the end of this day"), input_formats=["%Y-%m-%d"], validators=DAY_BOUNDS
    )
