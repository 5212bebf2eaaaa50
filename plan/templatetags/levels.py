"""Names levels in templates that show few of them."""

from django import template

from plan.levels import name_level_of
from plan.models import Skill

register = template.Library()


@register.filter
def level_of(number: int, skill: Skill) -> str:
    """Return the number and the name of the level, as all screens show it."""
    return name_level_of(skill, number)
