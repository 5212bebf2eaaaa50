"""Offers competences to forms, in groups by framework and area."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from plan.models import Skill, Target

_Choices = list[tuple[Any, Any]]
NOTHING_CHOSEN: _Choices = [("", "—")]


def list_skill_choices() -> _Choices:
    """Return the skills that can be taught, those that a target asks for today first."""
    skills = Skill.objects.offered().select_related("area")
    today = timezone.localdate()
    due = Target.objects.in_force(today).filter(due_on__gte=today)
    asked = set(due.values_list("skill", flat=True))
    groups: dict[str, _Choices] = defaultdict(list)
    first = _("Asked for by a target")
    groups[first] = []
    for skill in skills.order_by("framework__code", "area__code", "code"):
        group = first if skill.pk in asked else f"{skill.framework} · {skill.area}"
        groups[group].append((skill.pk, f"{skill.code} {skill.name}"))
    return [*NOTHING_CHOSEN, *((group, found) for group, found in groups.items() if found)]
