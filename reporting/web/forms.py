"""Shows a scope in its form, so that the reader can change a part of it."""

from __future__ import annotations

from django import forms

from people.models import Agency
from reporting.insights.page import Insights
from reporting.query.scope import ScopeFilter


def build_scope_form(insights: Insights) -> forms.Form:
    """The form of the page's scope with the skills and levels there are; it costs no query."""
    scope = insights.scope
    form = ScopeFilter(None, queryset=Agency.objects.none()).form
    form.initial = {
        "unit": scope.unit.code,
        "skill": scope.skill and scope.skill.code,
        "level": scope.level,
        "day": scope.day,
        "measure": scope.measure.value,
    }
    choices = [(skill.code, f"{skill.code} {skill.name}") for skill in insights.heat.skills]
    form.fields["skill"].widget.choices = choices
    form.fields["level"].widget.choices = insights.levels
    for field in form.fields.values():
        field.required = True
    return form
