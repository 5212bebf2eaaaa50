"""Gives the demo a past: records of classroom training, and people who moved since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from django.db import transaction

from certification.evidence import EvidenceEntry, record_imported
from certification.models import Evidence
from cms.demo.history.certificates import list_officials
from cms.demo.history.timeline import last_day, pick_day_on_curve
from people.models import Agency, Person, Posting
from people.postings import post_person
from plan.models import Skill

_TRAINING_SEED = 2031
_TRAINING_SOURCE = "Register of classroom training (sample)"
_MOVE_COUNT, _EXPIRING_SHARE = 60, 0.15  # people who moved; share of records that end after a year
# How much a ministry trains, set against the others, and how much later than they.
_TRAINING_ZEAL = {
    "MOHA": (1.2, 0.0),
    "MOFR": (1.3, -0.15),
    "MOH": (1.05, 0.0),
    "MOE": (0.7, 0.1),
    "MOL": (0.45, 0.2),
    "MOTC": (1.5, -0.1),
    "UCSB": (1.6, -0.2),
}
_USUAL_ZEAL = (0.8, 0.05)


@dataclass(frozen=True)
class _TrainingWave:
    """A share of all officials was trained, most of them around ``middle`` of the past."""

    skill: str
    level: int
    share: float
    middle: float


_TRAINING_WAVES = (
    _TrainingWave("DC3-4.2", 2, 0.16, 0.68),
    _TrainingWave("DC3-4.2", 4, 0.03, 0.8),
    _TrainingWave("DC3-4.1", 2, 0.14, 0.6),
    _TrainingWave("DC3-1.2", 2, 0.10, 0.75),
    _TrainingWave("DC3-2.2", 3, 0.055, 0.8),
    _TrainingWave("DC3-5.1", 2, 0.05, 0.5),
)


@transaction.atomic
def record_training() -> None:
    """Write the records in bulk."""
    record_imported(list(_generate_records()))


def _generate_records() -> Iterator[EvidenceEntry]:
    # In the order of keys, with one generator: each run invents the same.
    random = Random(_TRAINING_SEED)  # noqa: S311
    skills = dict(Skill.objects.values_list("code", "pk"))
    for person, zeal, delay in _list_officials_with_zeal():
        for training in _TRAINING_WAVES:
            if random.random() < training.share * zeal:
                day = pick_day_on_curve(random, training.middle + delay)
                ends = day + dt.timedelta(days=365) if random.random() < _EXPIRING_SHARE else None
                yield EvidenceEntry(
                    Evidence.Kind.IMPORTED,
                    person,
                    skills[training.skill],
                    training.level,
                    day,
                    _TRAINING_SOURCE,
                    ends,
                )


def _list_officials_with_zeal() -> Iterator[tuple[int, float, float]]:
    """Yield every official in order, with how much and how late their ministry trains."""
    paths = dict(Agency.objects.filter(code__in=_TRAINING_ZEAL).values_list("path", "code"))
    length = len(next(iter(paths)))
    posted = Posting.objects.filter(person__in=list_officials(), valid_to=None)
    for person, path in posted.order_by("person").values_list("person", "agency__path"):
        yield person, *_TRAINING_ZEAL.get(paths.get(path[:length], ""), _USUAL_ZEAL)


def has_training() -> bool:
    return Evidence.objects.filter(source=_TRAINING_SOURCE).exists()


@transaction.atomic
def move_people() -> None:
    """Move some of those who were trained to another office."""
    random = Random(_TRAINING_SEED)  # noqa: S311
    trained = Evidence.objects.order_by("person").values_list("person", flat=True).distinct()
    for person in Person.objects.filter(pk__in=random.sample(list(trained), _MOVE_COUNT)).order_by(
        "pk"
    ):
        _move_person(person, random)


def _move_person(person: Person, random: Random) -> None:
    posting = person.postings.get(valid_to=None)
    learnt = max(person.evidence.values_list("acquired_on", flat=True))
    rest = (last_day() - max(learnt, posting.valid_from)).days
    same_kind = Agency.objects.filter(kind=posting.agency.kind).exclude(pk=posting.agency_id)
    if rest > 1:
        post_person(
            person,
            random.choice(list(same_kind.order_by("path"))),
            position=posting.position,
            grade=posting.grade,
            day=last_day() - dt.timedelta(days=random.randrange(rest - 1)),
        )


def has_moved_people() -> bool:
    return Posting.objects.exclude(valid_to=None).exists()
