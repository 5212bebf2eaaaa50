"""Adds up how long programmes take, whom they serve and for whom they are: as their courses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.models import (
    Course,
    Programme,
    ProgrammeCourse,
    ProgrammeSet,
    ProgrammeVersion,
)


@dataclass(frozen=True)
class ProgrammeLength:
    """Holds the minutes of the shortest and the longest choice of courses."""

    least: int = 0
    most: int = 0

    def __add__(self, other: ProgrammeLength) -> ProgrammeLength:
        return ProgrammeLength(self.least + other.least, self.most + other.most)

    def lies_within(self, over: int, up_to: int | None) -> bool:
        """Return whether some choice takes more than the one and not more than the other."""
        return self.most > over and (up_to is None or self.least <= up_to)


def add_lengths(sets: Iterable[tuple[int, Iterable[int]]]) -> ProgrammeLength:
    """Return how long it takes to do so many of each set of courses, given in minutes."""
    total = ProgrammeLength()
    for required, minutes in sets:
        ordered = sorted(minutes)
        most = sum(ordered[max(len(ordered) - required, 0) :])
        total += ProgrammeLength(sum(ordered[:required]), most)
    return total


def newest_versions(programmes: QuerySet[Programme]) -> QuerySet[ProgrammeVersion]:
    """Return what the programmes ask of those who begin today."""
    later = ProgrammeVersion.objects.filter(
        programme=OuterRef("programme"), number__gt=OuterRef("number")
    )
    return ProgrammeVersion.objects.filter(~Exists(later), programme__in=programmes).order_by()


def measure_programmes(versions: QuerySet[ProgrammeVersion]) -> dict[int, ProgrammeLength]:
    """Return how long the versions take, by programme: one query."""
    lasting: QuerySet[Any] = Course.objects.with_duration().filter(pk=OuterRef("course"))
    rows = _list_offered(versions).annotate(takes=Subquery(lasting.values("takes")))
    sets: dict[int, dict[int, tuple[int, list[int]]]] = defaultdict(dict)
    for programme, row, required, takes in rows.values_list(
        "set__version__programme", "set", "set__required", "takes"
    ):
        sets[programme].setdefault(row, (required, []))[1].append(takes or 0)
    return {programme: add_lengths(found.values()) for programme, found in sets.items()}


def list_programme_sectors(versions: QuerySet[ProgrammeVersion]) -> set[str]:
    """Return the sectors that courses of the versions serve: one query."""
    sectors = _list_offered(versions).filter(course__course_sectors__isnull=False)
    return set(sectors.values_list("course__course_sectors__sector", flat=True))


def match_sector(programmes: QuerySet[Programme], sector: str) -> QuerySet[Programme]:
    """Return programmes of which a course serves the sector, or none serves one of its own."""
    offered = _list_offered(newest_versions(programmes)).values("set__version__programme")
    serving = offered.filter(course__course_sectors__sector=sector)
    bound = offered.filter(course__course_sectors__isnull=False)
    return programmes.filter(Q(pk__in=serving) | ~Q(pk__in=bound))


def match_open(programmes: QuerySet[Programme], closed: Collection[int]) -> QuerySet[Programme]:
    """Return programmes of which enough courses of each set are not among the closed."""
    offered = ProgrammeCourse.objects.filter(set=OuterRef("pk"), course__is_live=True)
    counted = offered.exclude(course__in=closed).order_by().values("set")
    sets = ProgrammeSet.objects.filter(version__in=newest_versions(programmes)).annotate(
        left=Coalesce(Subquery(counted.annotate(count=Count("pk")).values("count")), 0)
    )
    short = sets.filter(left__lt=F("required")).order_by()
    return programmes.exclude(pk__in=short.values("version__programme"))


def _list_offered(versions: QuerySet[ProgrammeVersion]) -> QuerySet[ProgrammeCourse]:
    # What is gone from the catalogue can be taken by nobody, and takes no time.
    return ProgrammeCourse.objects.filter(
        set__version__in=versions, course__is_live=True
    ).order_by()
