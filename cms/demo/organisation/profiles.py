"""Says in the demo what three positions ask: two in the nation, one in a ministry's townships."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from cms.demo.organisation.agencies import HR_MINISTRY, ROOT_CODE
from people.models import Agency, Person
from plan.models import RoleProfile, Skill
from plan.positions import list_positions
from plan.profiles import ProfilePlace, Requirement, make_profile

_MAIN, _OTHER = ("DC3-4.2", 2), ("DC3-1.2", 2)
# By the secretariat or the ministry's HR manager: skill, level, and of how many.
_PROFILES = (
    ("secretariat", ROOT_CODE, "Staff Officer", "", [(*_MAIN, None), (*_OTHER, None)]),
    ("secretariat", ROOT_CODE, "Assistant Director", "", [(*_MAIN, None)]),
    ("hr", HR_MINISTRY, "Upper Division Clerk", "township", [(*_MAIN, 1)]),
)


@transaction.atomic
def make_profiles() -> None:
    """Make the role profiles, from today on."""
    by_name = {names.get("en"): names for names in list_positions().values()}
    for login, code, position, kind, asked in _PROFILES:
        make_profile(
            ProfilePlace(by_name[position], Agency.objects.get(code=code), kind),
            [Requirement(Skill.objects.get(code=skill), *rest) for skill, *rest in asked],
            first=timezone.localdate(),
            by=Person.objects.get(username=login),
        )


def has_profiles() -> bool:
    return RoleProfile.objects.exists()
