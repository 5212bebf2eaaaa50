"""Words of acts for messages and pages."""

from django import template

from certification.models import REASONS_BY_ACTION

register = template.Library()


@register.filter
def reason_for(reason: str, kind: str) -> str:
    """The words of a reason for a kind of act; ``""`` for one that is none."""
    labels = dict(REASONS_BY_ACTION[kind].choices) if kind in REASONS_BY_ACTION else {}
    return str(labels.get(reason, ""))
