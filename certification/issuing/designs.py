"""Says which design serves an award."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from certification.facts.awards import Award
from certification.models import DesignVersion


def select_design(award: Award, *, at: dt.datetime | None = None) -> DesignVersion | None:
    """The newest published version for the kind, of the nearest agency; None is the built-in.

    A design that was retired serves nobody. It is as it was at the moment, else as it is now.
    """
    at = at or timezone.now()
    agency = award.agency
    units = [agency.pk, *(unit.pk for unit in agency.get_ancestors())] if agency else []
    published = DesignVersion.objects.filter(
        Q(design__retired_at=None) | Q(design__retired_at__gt=at),
        design__kind=award.kind,
        published_at__lte=at,
    )
    serving = published.filter(design__agency__in=units) | published.filter(design__agency=None)
    versions = sorted(
        serving.select_related("design__agency"),
        key=lambda version: (
            version.design.agency.depth if version.design.agency else 0,
            version.published_at,
            version.number,
        ),
    )
    return versions[-1] if versions else None
