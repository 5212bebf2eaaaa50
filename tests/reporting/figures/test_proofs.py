"""Of all that proves a skill of somebody on a day one proof is the best."""

import datetime as dt
from itertools import product

import pytest

from certification.models import Evidence
from reporting.figures.proofs import is_strongest, list_best
from reporting.figures.question import Column
from tests.people.factories import PersonFactory
from tests.plan.factories import SkillFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory

pytestmark = pytest.mark.django_db
LATER = DAY + dt.timedelta(days=9)


def prove_much(skills):
    """Proofs of all kinds and some levels, twice each, that end one after the other."""
    people = PersonFactory.create_batch(3)
    facts = product(people, skills, (1, 3), Evidence.Kind.values, ("a", "b"))
    for number, (person, skill, level, kind, source) in enumerate(facts):
        if kind == "certificate" or (person == people[0] and level == 3):
            continue
        ends = DAY + dt.timedelta(days=number * 7 % 20) if number % 5 else None
        EvidenceFactory(
            **{"person": person, "skill": skill, "level": level, "kind": kind, "source": source},
            **{"acquired_on": dt.date(2026, 1, 1), "expires_on": ends},
        )


def test_it_is_of_the_highest_level_then_of_the_strongest_kind_then_the_first():
    skills = [SkillFactory(), SkillFactory()]
    prove_much([*skills, SkillFactory()])
    for day in (DAY, LATER):
        best, kinds = {}, dict.fromkeys(Evidence.COUNTED, frozenset())
        held = Evidence.objects.counted().valid(day).filter(skill__in=skills)
        for one in held.order_by("-level", "pk"):
            own = best.setdefault((one.person, one.skill), one)
            rank = Evidence.COUNTED.index
            if own.level == one.level and rank(one.kind) < rank(own.kind):
                best[one.person, one.skill] = one
        assert set(list_best([skill.pk for skill in skills], day)) == set(best.values())
        for one in best.values():
            kinds[one.kind] |= {(one.person, one.skill)}
        for kind, expected in kinds.items():
            strongest = held.filter(is_strongest(Column(1, day, kind)))
            assert {(one.person, one.skill) for one in strongest} == expected
