"""Asks what a page is to compare: a unit found by its name, a day or two phases."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from people.agencies import search_agencies
from people.models import Agency
from people.web.fields import DayField
from plan.models import Phase
from reporting.insights.compare import ComparedBy, pair_days, pair_phases, pair_units
from reporting.insights.compare.sides import Sides, list_phases
from reporting.insights.trend import months_before
from reporting.query.parameters import DAY_BOUNDS
from reporting.query.scope import Scope

_MOST_CHOICES = 20
_A_YEAR = 12  # months
_SAME = _("Choose two different ones.")


class CompareForm(forms.Form):
    """What all kinds of comparison share; the first side is that of the page's question."""

    by: ComparedBy

    def __init__(self, data: Any, *, scope: Scope) -> None:
        super().__init__(data)
        self.scope = scope

    def pair_sides(self) -> Sides | None:
        """Return the two sides, or None as long as one is missing."""
        raise NotImplementedError

    def write_query(self, *, is_swapped: bool = False) -> str:
        """Return the address's query of what is asked, or of the same with its sides swapped."""
        names = dict(self._name_sides()) if self.is_valid() else {}
        if is_swapped and len(names) > 1 and all(names.values()):
            names = dict(zip(names, reversed(names.values()), strict=True))
        return self.scope.query(by=self.by.value, **names)

    def _name_sides(self) -> dict[str, Any]:
        """Return the parameters of the first and of the second side, in this order."""
        raise NotImplementedError


class UnitsForm(CompareForm):
    """Asks for a second unit: ``other`` is its code, as links have it, ``find`` what one types.

    ``found`` are the units among which to choose where the words are those of several.
    """

    by = ComparedBy.UNITS
    other = forms.ModelChoiceField(
        Agency.objects.none(), to_field_name="code", required=False, widget=forms.HiddenInput
    )
    find = forms.CharField(
        label=_("Second unit"),
        max_length=200,
        required=False,
        help_text=_("Its code, or words of its name."),
    )

    def __init__(self, data: Any, *, scope: Scope) -> None:
        super().__init__(data, scope=scope)
        self.found: list[Agency] = []
        self._units = Agency.objects.figures_visible_to(scope.viewer)
        field = self.fields["other"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = self._units

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        other, text = cleaned.get("other"), cleaned.get("find", "")
        # Sent as it was shown it means the unit that was chosen; other names may be the same.
        if other and text != other.name and "find" in self.data:
            cleaned["other"] = self._find_unit(text) if text else None
        elif text and not other:
            cleaned["other"] = self._find_unit(text)
        if cleaned.get("other"):
            self.data = {**self.data, "find": cleaned["other"].name}
        if cleaned.get("other") == self.scope.unit:
            self.add_error("find", _SAME)
        # An address may leave it out; whoever fills the form in may not.
        self.fields["find"].required = True
        return cleaned

    def _find_unit(self, text: str) -> Agency | None:
        found = list(search_agencies(self._units, text)[: _MOST_CHOICES + 1])
        if not found:
            self.add_error("find", _("No unit here is called so. Use other words, or its code."))
        elif len(found) > _MOST_CHOICES:
            message = _("Many units are called so. Use more words, or the code.")
            self.add_error("find", message)
        elif len(found) == 1:
            return found[0]
        else:
            self.found = found
        return None

    def pair_sides(self) -> Sides | None:
        other = self.cleaned_data.get("other") if self.is_valid() else None
        return pair_units(self.scope, other) if other else None

    def _name_sides(self) -> dict[str, Any]:
        other = self.cleaned_data.get("other")
        return {"unit": self.scope.unit.code, "other": other and other.code}


class DaysForm(CompareForm):
    """Asks for the day to compare with: the first side, as time goes."""

    by = ComparedBy.DAYS
    other_day = DayField(
        label=_("First day"),
        validators=DAY_BOUNDS,
    )

    def __init__(self, data: Any, *, scope: Scope) -> None:
        # Nobody has to choose: a year ago is what one asks first.
        begun = {"other_day": months_before(scope.day, _A_YEAR).isoformat()}
        super().__init__({**begun, **data}, scope=scope)

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("other_day") == self.scope.day:
            self.add_error("other_day", _SAME)

    def pair_sides(self) -> Sides | None:
        day = self.cleaned_data.get("other_day") if self.is_valid() else None
        return pair_days(self.scope, day, self.scope.day) if day else None

    def _name_sides(self) -> dict[str, Any]:
        return {"other_day": self.cleaned_data["other_day"], "day": self.scope.day}


class _PhaseField(forms.ModelChoiceField):
    def label_from_instance(self, phase: Phase) -> str:
        return f"{phase.name} · {phase.plan.name}"


class PhasesForm(CompareForm):
    """Asks for two phases of published plans; first it is the one of the day, and a neighbour."""

    by = ComparedBy.PHASES
    phase = _PhaseField(Phase.objects.none(), label=_("First phase"), empty_label=None)
    other_phase = _PhaseField(Phase.objects.none(), label=_("Second phase"), empty_label=None)

    def __init__(self, data: Any, *, scope: Scope) -> None:
        self.phases = list_phases(scope)
        begun = self._begin(scope)
        # Of fewer than two phases nothing is asked, and nothing is wrong.
        super().__init__({**begun, **data} if len(begun) > 1 else None, scope=scope)
        for name in ("phase", "other_phase"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
            field.queryset = Phase.objects.filter(pk__in=[one.pk for one in self.phases])
            # They are read already: choices set at the widget save a query for each field.
            field.widget.choices = [
                (one.pk, field.label_from_instance(one)) for one in self.phases
            ]

    def _begin(self, scope: Scope) -> dict[str, int]:
        """Return the phase of the day with the one before it, else with the one after it."""
        begun = sum(one.starts_on <= scope.day for one in self._of_first_plan())
        start = max(begun - 2, 0)
        pair = self._of_first_plan()[start : start + 2]
        names = ("phase", "other_phase")
        return {name: one.pk for name, one in zip(names, pair, strict=False)}

    def _of_first_plan(self) -> list[Phase]:
        return [one for one in self.phases if one.plan_id == self.phases[0].plan_id]

    def clean(self) -> None:
        super().clean()
        chosen = self.cleaned_data
        if chosen.get("phase") and chosen["phase"] == chosen.get("other_phase"):
            self.add_error("other_phase", _SAME)

    def pair_sides(self) -> Sides | None:
        if not self.is_valid():
            return None
        return pair_phases(
            self.scope, self.cleaned_data["phase"], self.cleaned_data["other_phase"]
        )

    def _name_sides(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name].pk for name in ("phase", "other_phase")}


_FORMS: dict[str, type[CompareForm]] = {
    form.by.value: form for form in (UnitsForm, DaysForm, PhasesForm)
}


def read_compare_form(request: HttpRequest, scope: Scope) -> CompareForm:
    """Return the form of what the address compares. Raises Http404 for a unit out of reach."""
    # An unknown kind falls back to units; the page says what it compares.
    kind = _FORMS.get(request.GET.get("by", ""), UnitsForm)
    form = kind(request.GET.dict(), scope=scope)
    # Security: an unknown unit and one out of reach get the same answer.
    if "other" in form.errors:
        raise Http404
    return form
