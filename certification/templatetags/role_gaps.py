"""Shows what somebody's position asks and they do not hold yet, for pages of other apps."""

from __future__ import annotations

from typing import Any

from django import template

from certification.evidence.role_gaps import list_role_gaps
from people.models import Person

register = template.Library()


@register.inclusion_tag("certification/role_gaps.html")
def role_gaps(person: Person) -> dict[str, Any]:
    """Show each gap with the course that closes it and the next act; nothing without gaps."""
    return {"gaps": list_role_gaps(person)}
