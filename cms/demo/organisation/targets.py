"""Writes the demo's sample targets as a file for `plan.importing.import_targets`."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from random import Random

from django.db import transaction

from cms.demo.organisation.agencies import (
    HR_MINISTRY,
    LEARNER2_TOWNSHIP,
    LEARNER_TOWNSHIP,
    ROOT_CODE,
)
from people.models import Agency, Posting
from plan.models import Target
from plan.past import keep_past

_TARGETS_SEED = 2026
_PLAN_CODE, _FIRST_DAY = "MEGP2030", "2024-01-01"
_CHANGE_DAY = dt.date(2026, 7, 1)
_SAMPLE_SOURCE = "Sample figure for the demonstration. The published plan sets no number."
_MIN_PEOPLE, _MIN_PEOPLE_OF_MINISTRY = 8, 30  # people; smaller units have no target of their own
_COLUMNS = (
    "plan", "phase", "clause", "agency", "skill", "level",
    "headcount", "due_on", "baseline", "baseline_on", "source", "is_sample",
    "percent", "positions", "milestones",
)  # fmt: skip


@dataclass(frozen=True)
class _TargetRule:
    """A share of the people of a unit is to hold the skill at the level by the day."""

    phase: int
    clause: str
    skill: str
    level: int
    due_on: str
    share: float


_MAIN_RULE = _TargetRule(1, "2.1", "DC3-4.2", 2, "2026-12-31", 0.26)
_COMMON_RULES = (
    _MAIN_RULE,
    _TargetRule(1, "2.1", "DC3-4.1", 2, "2026-12-31", 0.18),
    _TargetRule(2, "2.2", "DC3-1.2", 2, "2027-12-31", 0.30),
    _TargetRule(2, "2.4", "DC3-2.2", 3, "2027-06-30", 0.07),
)

# One of a share of those with two positions, by milestones of which some are passed.
_SHARED_TARGET = (
    *(_PLAN_CODE, 1, "2.1", HR_MINISTRY, "DC3-1.2", 2, "", "2026-12-31", 0, _FIRST_DAY),
    *(_SAMPLE_SOURCE, "true", 60, "Staff Officer; Assistant Director"),
    "2025-12-31: 20; 2026-06-30: 40",
)


def write_targets() -> StringIO:
    """Return targets of the whole, of ministries, and of offices in the ministry of `hr`."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(_COLUMNS)
    for aim, code, headcount in _generate_targets():
        what = (_PLAN_CODE, aim.phase, aim.clause, code, aim.skill, aim.level)
        asked = (headcount, aim.due_on, 0, _FIRST_DAY, _SAMPLE_SOURCE, "true")
        is_main = aim == _MAIN_RULE and code == HR_MINISTRY
        steps = f"2026-06-30: {headcount // 2}" if is_main else ""
        writer.writerow([*what, *asked, "", "", steps])
    writer.writerow(_SHARED_TARGET)
    file.seek(0)
    return file


def write_proposed_targets() -> StringIO:
    """Return targets that wait: one is new, one asks another number, one is as it was."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(_COLUMNS)
    targets = Target.objects.filter(agency__code=HR_MINISTRY, headcount__isnull=False)
    first, second = targets.select_related("phase", "clause", "skill").order_by("pk")[:2]
    for target, headcount in ((first, (first.headcount or 0) + 20), (second, second.headcount)):
        what = (_PLAN_CODE, target.phase.number, target.clause.code, HR_MINISTRY)
        asked = (target.skill.code, target.level, headcount, target.due_on)
        rest = (target.baseline, target.baseline_on, target.source, target.is_sample)
        writer.writerow([*what, *asked, *rest, "", "", ""])
    place = (_PLAN_CODE, 2, "2.2", HR_MINISTRY, "DC3-3.1", 2, "", "2028-12-31")
    share = (0, _FIRST_DAY, _SAMPLE_SOURCE, True, 40, "Staff Officer", "2027-12-31: 15")
    writer.writerow([*place, *share])
    return file


def _generate_targets() -> Iterator[tuple[_TargetRule, str, int]]:
    random = Random(_TARGETS_SEED)  # noqa: S311
    posted = list(Posting.objects.filter(valid_to=None).values_list("agency__path", flat=True))
    for unit in Agency.objects.order_by("path"):
        people = (
            sum(path.startswith(unit.path) for path in posted) if _has_own_targets(unit) else 0
        )
        if people >= (_MIN_PEOPLE if unit.depth > 2 else _MIN_PEOPLE_OF_MINISTRY):
            for aim in _COMMON_RULES if unit.depth <= 2 else (_MAIN_RULE,):
                share = aim.share * (random.uniform(0.6, 1.7) if unit.depth > 2 else 1)
                yield aim, unit.code, round_headcount(people * share, people)


def _has_own_targets(unit: Agency) -> bool:
    offices = (Agency.Kind.DEPARTMENT, Agency.Kind.STATE_REGION)
    return (
        unit.depth <= 2
        or unit.code in (ROOT_CODE, LEARNER_TOWNSHIP, LEARNER2_TOWNSHIP)
        or (unit.kind in offices and unit.code.startswith((HR_MINISTRY, "GAD", "FSD")))
    )


def round_headcount(headcount: float, people: int) -> int:
    """Round as people set targets: whole tens for large units."""
    step = 10 if people >= 200 else 1
    return max(round(headcount / step), 1) * step


def change_one_target() -> None:
    """Have asked less of one ministry until the middle of the year; today asks what it asks."""
    target = Target.objects.get(agency__code=HR_MINISTRY, skill__code=_MAIN_RULE.skill)
    asked = target.headcount or 0
    with transaction.atomic():
        Target.objects.filter(pk=target.pk).update(headcount=round_headcount(asked * 0.8, asked))
        keep_past(Target, [target.pk], _CHANGE_DAY)
        Target.objects.filter(pk=target.pk).update(headcount=asked)
