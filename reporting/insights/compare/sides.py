"""Resolves what is compared to two sides, each of which is a unit on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from people.agencies import AgencyPlaces, show_as_on
from people.models import Agency
from people.text.formatting import official_date
from plan.models import Phase, Plan
from reporting.query.scope import Scope
from reporting.query.units import load_relatives


class ComparedBy(TextChoices):
    """Names in what the two sides differ."""

    UNITS = "units", _("Two units")
    DAYS = "days", _("Two days")
    PHASES = "phases", _("Two phases")


@dataclass(frozen=True)
class Side:
    """Holds one side: the unit on the day of its scope; of a phase, on its last day or today."""

    scope: Scope
    name: str
    phase: Phase | None = None

    @property
    def is_ahead(self) -> bool:
        """Return whether it is a phase that has not begun: it has targets and no figures."""
        return self.phase is not None and self.phase.starts_on > self.scope.day

    @property
    def day(self) -> dt.date | None:
        """Return the day it is counted on; none where it has not begun."""
        return None if self.is_ahead else self.scope.day


Sides = tuple[Side, Side]


def pair_units(scope: Scope, other: Agency) -> Sides:
    """Return the unit of the scope and another one, both on its day."""
    show_as_on(other, scope.day)
    second = replace(scope, unit=other)
    return Side(scope, scope.unit.name), Side(second, other.name)


def pair_days(scope: Scope, first: dt.date, second: dt.date) -> Sides:
    """Return the unit of the scope on two days, each with the names of its day."""
    return _side_on(scope, first), _side_on(scope, second)


def pair_phases(scope: Scope, first: Phase, second: Phase) -> Sides:
    """Return the unit of the scope in two phases, by the end of each or by the scope's day."""
    return _side_in(scope, first), _side_in(scope, second)


def _side_on(scope: Scope, day: dt.date) -> Side:
    # Read anew: the row of the scope bears the names of another day.
    unit = Agency.objects.get(pk=scope.unit.pk)
    show_as_on(unit, day)
    return Side(replace(scope, unit=unit, day=day), official_date(day))


def _side_in(scope: Scope, phase: Phase) -> Side:
    has_ended = phase.ends_on < scope.day
    side = _side_on(scope, phase.ends_on if has_ended else scope.day)
    return replace(side, name=phase.name, phase=phase)


def list_phases(scope: Scope) -> list[Phase]:
    """Return the phases of the published plans, those of the leading plan first: one query."""
    plans = Plan.objects.published(scope.day)
    phases = Phase.objects.filter(plan__in=plans).select_related("plan")
    return list(phases.order_by("-plan__is_leading", "plan", "starts_on"))


def list_neighbours(scope: Scope, places: AgencyPlaces) -> list[Agency]:
    """Return the units beside that of the scope which the viewer may read."""
    above = places.parent_on(scope.unit.pk, scope.day)
    parent = Agency.objects.filter(pk=above).first()
    if parent is None:
        return []
    # Those of the unit know what is above and below it, and nothing beside it.
    places = AgencyPlaces([parent], since=scope.day)
    found = load_relatives(replace(scope, unit=parent), places).open_below
    return [one for one in found if one != scope.unit and one.exists_on(scope.day)]
