"""Selects the design of an award."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from certification.facts.awards import Award
from certification.models import Design, DesignVersion


def select_design(award: Award, *, at: dt.datetime | None = None) -> DesignVersion | None:
    """Return the newest published version for the award's kind and nearest agency.

    A design that the course names comes before, as long as it serves the agency. None means the
    built-in design. Retired designs serve nobody. With ``at`` the answer is the one of that
    moment, so that a batch keeps the design it was started with.
    """
    at = at or timezone.now()
    agency, named = award.agency, award.course.certificate_design if award.course else ""
    published = DesignVersion.objects.filter(
        Q(design__retired_at=None) | Q(design__retired_at__gt=at),
        design__kind=award.kind,
        published_at__lte=at,
    )
    serving = published.filter(design__in=Design.objects.serving(agency))
    versions = sorted(
        serving.select_related("design__agency"),
        key=lambda version: (
            version.design.key == named,
            version.design.agency.depth if version.design.agency else 0,
            version.published_at,
            version.number,
        ),
    )
    return versions[-1] if versions else None
