"""Words of acts for messages and pages."""

from django import template

from certification.models import REASONS

register = template.Library()


@register.filter
def reason_for(reason: str, kind: str) -> str:
    """The words of a reason for a kind of act; ``""`` for one that is none."""
    labels = dict(REASONS[kind].choices) if kind in REASONS else {}
    return str(labels.get(reason, ""))
