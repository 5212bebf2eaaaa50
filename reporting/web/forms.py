"""Builds the form in which a reader changes the scope of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import forms

from people.models import Agency
from plan.levels import LevelNames
from plan.models import Skill
from reporting.insights.heatmap import list_shown_levels, list_shown_skills
from reporting.insights.page import Insights
from reporting.query.parameters import ScopeFilter
from reporting.query.scope import Scope


def build_scope_form(insights: Insights) -> forms.Form:
    """Return the form of the page's scope with the skills and levels there are; no query."""
    return _build_form(insights.scope, insights.heat.skills, insights.levels)


def build_question_form(scope: Scope, names: LevelNames) -> forms.Form:
    """Return the form of a scope with the skills and levels that pages show: a query."""
    return _build_form(scope, list_shown_skills(scope), list(list_shown_levels(scope, names)))


def _build_form(
    scope: Scope, skills: Iterable[Skill], levels: Sequence[tuple[int, str]]
) -> forms.Form:
    form = ScopeFilter(None, queryset=Agency.objects.none()).form
    form.initial = {
        "unit": scope.unit.code,
        "skill": scope.skill and scope.skill.code,
        "level": scope.level,
        "day": scope.day,
        "measure": scope.measure.value,
    }
    # The page has read skills and levels: choices set at the widget save the fields' own queries.
    choices = [(skill.code, f"{skill.code} {skill.name}") for skill in skills]
    form.fields["skill"].widget.choices = choices
    form.fields["level"].widget.choices = levels
    # Asked by address the parts may be missing; in the form each has its value.
    for field in form.fields.values():
        field.required = True
    return form


def build_skill_form(scope: Scope, names: LevelNames) -> forms.Form:
    """Return the form of a page that has one measure, whatever the page before showed: a query."""
    form = build_question_form(scope, names)
    del form.fields["measure"]
    return form
