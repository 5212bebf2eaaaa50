"""Builds the form in which a reader narrows, orders and groups the targets of the page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.text.formatting import digits
from reporting.figures.targets import KNOWN_AHEAD, AskedTarget, TargetRow, TargetState
from reporting.insights.home import TargetGrouping, TargetOrder, TargetWish
from reporting.insights.home.target_list import name_clause, name_phase, name_plan
from reporting.query.scope import Scope

_Choices = list[tuple[str, Any]]
_WITH_BELOW: _Choices = [("", _("With the units below")), ("1", _("Of this unit only"))]


class TargetWishForm(forms.Form):
    """Every field may stay as it is: `TargetWish` reads what was chosen."""

    # Else a browser would refuse the empty choice of a field, which means all.
    use_required_attribute = False

    state = forms.ChoiceField(label=_("State"))
    plan = forms.ChoiceField(label=_("Plan"))
    phase = forms.ChoiceField(label=_("Phase"))
    clause = forms.ChoiceField(label=_("Clause"))
    about = forms.ChoiceField(label=_("Skill"))
    own = forms.ChoiceField(label=_("Whose"), choices=_WITH_BELOW)
    order = forms.ChoiceField(label=_("Order"), choices=TargetOrder.choices)
    group = forms.ChoiceField(label=_("Groups"), choices=TargetGrouping.choices)


def build_target_form(scope: Scope, rows: Sequence[TargetRow], wish: TargetWish) -> TargetWishForm:
    """Return the form with what there is to choose among all rows of the page; no query.

    A field with one choice is left out: it would narrow nothing.
    """
    form = TargetWishForm(initial=wish.parts, auto_id="target_%s")
    # The units of a nation have the same targets: one of each says what there is to choose.
    some = {_name_alike(row.target): row for row in rows}.values()
    offered = {
        "plan": _offer(some, name_plan, lambda row: row.target.phase.plan.name),
        "phase": _offer(some, name_phase, lambda row: row.target.phase.name),
        "clause": _offer(some, name_clause, _tell_clause),
        "about": _offer(some, lambda row: row.target.skill.code, _tell_skill),
    }
    for name, choices in offered.items():
        if len(choices) > 1 or getattr(wish, name):
            form.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]
        else:
            del form.fields[name]
    # What the address asks for stays on offer: else the form would say that all are shown.
    states = [
        (state.value, state.label)
        for state in TargetState
        if not scope.is_ahead or state in KNOWN_AHEAD or state == wish.state
    ]
    form.fields["state"].choices = [("", _("All")), *states]  # type: ignore[attr-defined]
    if all(row.target.agency.pk == scope.unit.pk for row in rows):
        del form.fields["own"]
    return form


def _name_alike(target: AskedTarget) -> tuple[int, int, int]:
    # By identity: what several targets are about is one object for all of them.
    return id(target.phase), id(target.clause), id(target.skill)


def _offer(
    rows: Collection[TargetRow], key: Callable[[TargetRow], str], tell: Callable[[TargetRow], str]
) -> _Choices:
    found = {key(row): row for row in rows}
    return sorted((name, tell(row)) for name, row in found.items())


def _tell_clause(row: TargetRow) -> str:
    return f"{digits(row.target.clause.code)} {row.target.clause.name}"


def _tell_skill(row: TargetRow) -> str:
    return f"{row.target.skill.code} {row.target.skill.name}"
