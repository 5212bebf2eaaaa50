"""Offers the statement of a year on pages of other apps."""

from __future__ import annotations

from typing import Any

from django import template

from certification.facts.codes import format_code
from certification.models import StatementBatch, YearStatement
from courses.hours import LearningYear
from people.models import Agency, Person

register = template.Library()


@register.inclusion_tag("certification/year_statement.html", takes_context=True)
def year_statement(
    context: template.Context, person: Person, year: LearningYear
) -> dict[str, Any]:
    """Show the newest statement of the person's year, and the button that makes it."""
    made = YearStatement.objects.latest_of(person, year.number)
    return {
        "person": person,
        "year": year,
        "made": made if made and made.sealed_at else None,
        "code": format_code(made.code) if made else "",
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("certification/state_many.html", takes_context=True)
def state_many(context: template.Context, unit: Agency, year: LearningYear) -> dict[str, Any]:
    """Offer the statements of everybody in the unit, and what the viewer asked for last."""
    own = StatementBatch.objects.asked_by(context["user"])
    return {
        "unit": unit,
        "year": year,
        "latest": own.filter(agency=unit, year=year.number).first(),
        "csrf_token": context.get("csrf_token"),
    }
