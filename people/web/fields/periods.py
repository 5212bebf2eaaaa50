"""Narrows lists of what holds from a day to a day, such as roles, by whether it does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, FilterSet

_NOW, _COMING, _OVER = "now", "coming", "over"
PERIOD_STATES = [(_NOW, _("Holds today")), (_COMING, _("To come")), (_OVER, _("Over"))]


class PeriodFilterSet(FilterSet):
    """Asks for what holds, is to come or is over; the page itself reads the unit."""

    unit = CharFilter(method="keep", widget=forms.HiddenInput)
    state = ChoiceFilter(
        method="by_state", label=_("State"), empty_label=_("All"), choices=PERIOD_STATES
    )

    def keep(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows

    def by_state(self, rows: QuerySet[Any], name: str, state: str) -> QuerySet[Any]:
        if state == _OVER:
            return rows.filter(is_over_today())
        coming = Q(valid_from__gt=timezone.localdate())
        return rows.exclude(is_over_today()).filter(coming if state == _COMING else ~coming)


def is_over_today() -> Q:
    """Return the condition that a row holds no more, or was taken back before it held a day."""
    return Q(valid_to__lte=timezone.localdate()) | Q(valid_to__lte=F("valid_from"))
