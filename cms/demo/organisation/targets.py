"""Writes the demo's sample targets as a file for `plan.importing.import_targets`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from random import Random

from cms.demo.organisation.agencies import (
    HR_MINISTRY,
    LEARNER2_TOWNSHIP,
    LEARNER_TOWNSHIP,
    ROOT,
)
from people.models import Agency, Posting

SEED = 2026
PLAN, FIRST_DAY = "MEGP2030", "2024-01-01"
SOURCE = "Sample figure for the demonstration. The published plan sets no number."
FEWEST, FEWEST_OF_MINISTRY = 8, 30  # people; smaller units have no target of their own
COLUMNS = (
    "plan", "phase", "clause", "agency", "skill", "level",
    "headcount", "due_on", "baseline", "baseline_on", "source", "is_sample",
)  # fmt: skip


@dataclass(frozen=True)
class Aim:
    """A share of the people of a unit is to hold the skill at the level by the day."""

    phase: int
    clause: str
    skill: str
    level: int
    due_on: str
    share: float


MAIN = Aim(1, "2.1", "DC3-4.2", 2, "2026-12-31", 0.26)
EVERYWHERE = (
    MAIN,
    Aim(1, "2.1", "DC3-4.1", 2, "2026-12-31", 0.18),
    Aim(2, "2.2", "DC3-1.2", 2, "2027-12-31", 0.30),
    Aim(2, "2.4", "DC3-2.2", 3, "2027-06-30", 0.07),
)


def write_targets() -> StringIO:
    """Targets of the whole, of ministries, and of offices below the ministry of `hr`."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for aim, code, headcount in targets():
        what = (PLAN, aim.phase, aim.clause, code, aim.skill, aim.level)
        writer.writerow([*what, headcount, aim.due_on, 0, FIRST_DAY, SOURCE, "true"])
    file.seek(0)
    return file


def targets() -> Iterator[tuple[Aim, str, int]]:
    random = Random(SEED)  # noqa: S311
    posted = list(Posting.objects.filter(valid_to=None).values_list("agency__path", flat=True))
    for unit in Agency.objects.order_by("path"):
        people = sum(path.startswith(unit.path) for path in posted) if is_aimed_at(unit) else 0
        if people >= (FEWEST if unit.depth > 2 else FEWEST_OF_MINISTRY):
            for aim in EVERYWHERE if unit.depth <= 2 else (MAIN,):
                share = aim.share * (random.uniform(0.6, 1.7) if unit.depth > 2 else 1)
                yield aim, unit.code, rounded(people * share, people)


def is_aimed_at(unit: Agency) -> bool:
    offices = (Agency.Kind.DEPARTMENT, Agency.Kind.STATE_REGION)
    return (
        unit.depth <= 2
        or unit.code in (ROOT, LEARNER_TOWNSHIP, LEARNER2_TOWNSHIP)
        or (unit.kind in offices and unit.code.startswith((HR_MINISTRY, "GAD", "FSD")))
    )


def rounded(headcount: float, people: int) -> int:
    """As people set targets: whole tens for large units."""
    step = 10 if people >= 200 else 1
    return max(round(headcount / step), 1) * step
