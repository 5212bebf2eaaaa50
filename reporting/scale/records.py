"""Invents people with postings in time and evidence of skills, always the same ones."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.hashers import make_password

from certification.models import Evidence
from people.models import Agency, Person, Posting
from plan.models import Skill

DEMO_FOLDER = Path(settings.BASE_DIR) / "data" / "demo"
REFERENCE_FOLDER = Path(settings.BASE_DIR) / "data" / "reference"
_SEED = 30
_YEARS = 4  # that records go back
_SKILLS_OF_ONE = (5, 11)  # at least, at most: eight in the middle
_LEVELS = (1, 2, 2, 3, 3, 4)
_KINDS = (
    *([Evidence.Kind.IMPORTED] * 11),
    *([Evidence.Kind.TEST] * 4),
    *([Evidence.Kind.SIGN_OFF] * 3),
    *(Evidence.Kind.DIAGNOSTIC, Evidence.Kind.SELF_CLAIM),
)
# Of a hundred.
_MOVED, _LEFT, _EXPIRING, _REVOKED = 15, 8, 50, 1
_VALID_YEARS = (2, 3)
_GRADES = (4, 13)


@dataclass(frozen=True)
class Ground:
    """Holds what people are made of: offices, skills, titles of the grades and names."""

    offices: Sequence[Agency]
    skills: Sequence[Skill]
    titles: dict[int, dict[str, str]]
    names: Sequence[tuple[str, str]]
    today: dt.date

    @classmethod
    def read(cls, offices: Sequence[Agency], today: dt.date) -> Ground:
        skills = list(Skill.objects.offered())
        return cls(offices, skills, _read_titles(), _read_names(), today)

    @property
    def first_day(self) -> dt.date:
        return self.today - dt.timedelta(days=365 * _YEARS)


def _read_titles() -> dict[int, dict[str, str]]:
    with (REFERENCE_FOLDER / "civil_service_ranks.csv").open(encoding="utf-8") as file:
        return {
            int(line["order"]): {"my": line["title_my"], "en": line["title_en"]}
            for line in csv.DictReader(file)
        }


def _read_names() -> list[tuple[str, str]]:
    with (DEMO_FOLDER / "name_words.csv").open(encoding="utf-8") as file:
        return [(line["my"], line["en"]) for line in csv.DictReader(file)]


def invent_people(ground: Ground, numbers: range) -> list[Person]:
    """Return people of the numbers, whom nobody can sign in as."""
    unusable = make_password(None)
    return [_invent_person(ground, number, unusable) for number in numbers]


def _invent_person(ground: Ground, number: int, password: str) -> Person:
    random = Random(f"{_SEED}-{number}")  # noqa: S311
    words = random.sample(ground.names, 3)
    return Person(
        username=f"scale-{number}",
        staff_number=f"SC-{number}",
        name_my="".join(my for my, _en in words),
        name_en=" ".join(en for _my, en in words),
        gender=random.choice(("male", "female")),
        password=password,
    )


def invent_postings(ground: Ground, people: Sequence[Person], first: int) -> list[Posting]:
    """Return the postings in time of people, of whom the first has the number ``first``."""
    return [
        posting
        for number, person in enumerate(people, first)
        for posting in _invent_career(ground, person, number)
    ]


def _invent_career(ground: Ground, person: Person, number: int) -> Iterator[Posting]:
    random = Random(f"{_SEED + 1}-{number}")  # noqa: S311
    home = ground.offices[number % len(ground.offices)]
    grade = random.randint(*_GRADES)
    facts = {"person": person, "position": ground.titles[grade], "grade": grade}
    began = _choose_day(random, ground.first_day, ground.today)
    if random.randrange(100) < _MOVED:
        earlier = began - dt.timedelta(days=random.randint(200, 900))
        office = random.choice(ground.offices)
        yield Posting(agency=office, valid_from=earlier, valid_to=began, **facts)
    ended = None
    if random.randrange(100) < _LEFT and began < ground.today:
        ended = _choose_day(random, began, ground.today) + dt.timedelta(days=1)
    reason = Posting.EndReason.RETIRED if ended else ""
    yield Posting(agency=home, valid_from=began, valid_to=ended, end_reason=reason, **facts)


class ProofRow(NamedTuple):
    """Names the columns of evidence that are filled."""

    person_id: int
    skill_id: int
    level: int
    kind: str
    source: str
    acquired_on: dt.date
    expires_on: dt.date | None
    revoked_on: dt.date | None
    agency_id: int | None
    position: dict[str, str]
    grade: int | None


def invent_evidence(ground: Ground, postings: Sequence[Posting]) -> Iterator[ProofRow]:
    """Yield what the people of the postings, each person's one after another, have proved."""
    for person_id, career in _group_careers(postings):
        random = Random(f"{_SEED + 2}-{career[0].person.username}")  # noqa: S311
        for skill in random.sample(ground.skills, random.randint(*_SKILLS_OF_ONE)):
            yield _invent_proof(ground, random, skill, person_id, career)


def _group_careers(postings: Sequence[Posting]) -> Iterator[tuple[int, list[Posting]]]:
    careers: dict[int, list[Posting]] = {}
    for posting in postings:
        careers.setdefault(posting.person_id, []).append(posting)
    yield from careers.items()


def _invent_proof(
    ground: Ground, random: Random, skill: Skill, person_id: int, career: Sequence[Posting]
) -> ProofRow:
    acquired = _choose_day(random, ground.first_day, ground.today)
    served = next((one for one in career if one.holds_on(acquired)), None)
    expires = revoked = None
    if random.randrange(100) < _EXPIRING:
        expires = acquired + dt.timedelta(days=365 * random.choice(_VALID_YEARS))
    if random.randrange(100) < _REVOKED:
        revoked = _choose_day(random, acquired, ground.today)
    what = (skill.pk, random.choice(_LEVELS), random.choice(_KINDS), "scale")
    where = (served.agency_id, served.position, served.grade) if served else (None, {}, None)
    return ProofRow(person_id, *what, acquired, expires, revoked, *where)


def _choose_day(random: Random, first: dt.date, last: dt.date) -> dt.date:
    return first + dt.timedelta(days=random.randint(0, (last - first).days))
