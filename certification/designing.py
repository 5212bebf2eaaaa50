"""Writes designs of the sheet, alone, and says which one serves an award."""

from __future__ import annotations

from certification.awards import Award
from certification.models import DesignVersion


def design_for(award: Award) -> DesignVersion | None:
    """The newest published version for the kind, of the nearest agency; None is the built-in.

    A design that was retired serves nobody.
    """
    agency = award.agency
    units = [agency.pk, *(unit.pk for unit in agency.get_ancestors())] if agency else []
    published = DesignVersion.objects.filter(
        design__kind=award.kind, design__retired_at=None
    ).exclude(published_at=None)
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
