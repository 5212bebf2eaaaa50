"""Who holds a skill today and no more in some days, if nothing renews it."""

import datetime as dt

import pytest

from certification.models import Evidence
from reporting.changes import count_expiring, list_expiring, list_expiring_counted
from reporting.figures.subtree import Subtree
from reporting.spells import fold_all
from tests.people.factories import PostingFactory
from tests.plan.factories import SkillFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory

pytestmark = pytest.mark.django_db
SOON, LATER = DAY + dt.timedelta(30), DAY + dt.timedelta(90)


def list_losing(house, unit, level=2, until=LATER):
    """Return who loses it; counted are as many."""
    skills, asked = [house.skill], {"day": DAY, "until": until}
    subtree = Subtree.of([unit], since=DAY)
    count = count_expiring(subtree, skills, level, **asked).get(house.skill.pk, 0)
    rows = list(list_expiring(subtree, skills, level, **asked))
    assert count == len({row["person"] for row in rows}) == len(rows)
    assert rows == list(list_expiring_counted(subtree, house.skill, level, **asked))
    return rows


@pytest.fixture(params=["stale", "folded"])
def losing(request, house):
    """Counts and lists as it is asked right after the facts, and once spells are derived."""

    def ask(unit, **asked):
        if request.param == "folded":
            fold_all()
        return list_losing(house, unit, **asked)

    return ask


def holder(house, agency, *proofs):
    person = PostingFactory(agency=agency).person
    for level, expires in proofs:
        EvidenceFactory(person=person, skill=house.skill, level=level, expires_on=expires)
    return person


def test_who_has_nothing_that_lasts_longer_loses_it(house, losing):
    late = holder(house, house.south, (2, LATER))
    soon = holder(house, house.north, (2, SOON), (4, SOON - dt.timedelta(5)))
    holder(house, house.north, (2, LATER + dt.timedelta(1)))
    holder(house, house.north, (2, SOON), (2, None))
    holder(house, house.moe, (2, SOON))
    rows = losing(house.gad)
    assert [(row["person"], row["held"], row["ends"]) for row in rows] == [
        (soon.pk, 4, SOON),
        (late.pk, 2, LATER),
    ]
    assert [row["person"] for row in losing(house.north, until=SOON)] == [soon.pk]


def test_a_level_that_ends_is_lost_where_only_a_lower_one_lasts(house, losing):
    person = holder(house, house.north, (4, SOON), (2, None))
    assert losing(house.gad) == []
    assert [row["person"] for row in losing(house.gad, level=3)] == [person.pk]


def test_who_has_left_or_whose_account_is_closed_loses_nothing(house, losing):
    closed = holder(house, house.north, (2, SOON))
    closed.is_active = False
    closed.save()
    gone = PostingFactory(agency=house.north, valid_to=DAY).person
    EvidenceFactory(person=gone, skill=house.skill, expires_on=SOON)
    assert losing(house.gad) == []


def test_facts_tell_of_those_who_changed_and_spells_of_all_others(house):
    stays, renewed, moved, late = (holder(house, house.north, (2, SOON)) for _ in range(4))
    fold_all()
    EvidenceFactory(person=renewed, skill=house.skill, expires_on=None)
    moved.postings.update(agency=house.moe)
    Evidence.objects.filter(person=late).update(expires_on=LATER)
    newcomer = holder(house, house.south, (4, SOON), (2, SOON))
    expected = [(stays.pk, 2, SOON), (newcomer.pk, 4, SOON), (late.pk, 2, LATER)]
    for _of in ("some stale", "all folded"):
        assert [
            (row["person"], row["held"], row["ends"]) for row in list_losing(house, house.gad)
        ] == expected
        fold_all()


def test_skills_are_counted_in_one_query_or_two_of_stale_people(house, django_assert_num_queries):
    skills = [house.skill, *(SkillFactory() for _ in range(5))]
    person = holder(house, house.north, (2, SOON))
    for skill in skills[1:]:
        EvidenceFactory(person=person, skill=skill, expires_on=SOON)
        EvidenceFactory(person=person, skill=skill, expires_on=SOON, level=4)
    for queries in (2, 1):
        subtree = Subtree.of([house.gad], since=DAY)
        with django_assert_num_queries(queries):
            counts = count_expiring(subtree, skills, 2, day=DAY, until=LATER)
        assert counts == dict.fromkeys([skill.pk for skill in skills], 1)
        fold_all()
