"""Figures are what the facts say at any moment, folded or not."""

from dataclasses import replace

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from certification.models import Evidence
from people.agencies.refusals import AgencyActRefused
from people.models import Person, Posting
from people.postings import PostingOutOfOrder, post_person
from plan.models import Measure
from reporting.figures.counting import _Plan
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree
from reporting.models import Spell, StalePerson
from reporting.spells import fold, fold_all, fold_some, recount_figures, refresh_tallies
from reporting.spells.tallies import drop_tally
from tests.people.factories import PostingFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory
from tests.reporting.figures.test_past import UNIT, WHEN
from tests.reporting.spells.history import (
    LearningCountry,
    assert_door_is_right,
    read_door,
    recount,
)
from tests.reporting.spells.mutants import WRONG_RULES, WRONG_SUMS

pytestmark = pytest.mark.django_db
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("move", "close", "merge", "split", "post", "take_back", "correct", "lock"),
                *("promote", "post_on"),
                *("learn", "learn", "learn", "revoke", "restore", "renew", "forget"),
                *("fold", "fold", "sum", "sum", "date"),
            ]
        ),
        *(UNIT, UNIT, WHEN),
    ),
    min_size=4,
    max_size=14,
)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(acts=ACTS)
def test_the_door_equals_a_recount_of_random_histories(acts, small_sums):
    with transaction.atomic():
        country = LearningCountry()
        for number, act in enumerate(acts):
            try:
                with transaction.atomic():
                    country.do(number, *act)
            except (AgencyActRefused, PostingOutOfOrder):
                pass
        assert_door_is_right(country)
        fold_all()
        assert_door_is_right(country)
        refresh_tallies()
        assert_door_is_right(country)
        assert recount_figures().is_right
        transaction.set_rollback(True)


# The door tells no kinds, and claims are not among the facts that a fold reads.
UNSEEN = {"the weakest kind", "what people claim"}


@pytest.mark.parametrize("name", sorted({*WRONG_RULES, *WRONG_SUMS} - UNSEEN))
def test_a_wrong_rule_makes_the_door_differ_from_the_recount(name, small_sums):
    country = LearningCountry()
    fold_all()
    refresh_tallies()
    live_through(country)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(*{**WRONG_RULES, **WRONG_SUMS}[name], raising=False)
        fold_all()
    with pytest.raises(AssertionError):
        assert_door_is_right(country)
    recount_figures(mend=True)
    assert_door_is_right(country)


def live_through(country):
    """A history in which each rule decides about something, on a day that is asked for."""
    (one, two, three), (first, second) = country.people, country.skills
    away = PostingFactory(agency=country.units[1], valid_from=country.first).person

    def learn(person, skill, level, when=0, **fields):
        facts = {"agency": country.units[1], "acquired_on": country.day(when)} | fields
        EvidenceFactory(person=person, skill=skill, level=level, **facts)

    learn(one, first, 5, expires_on=country.day(4))
    learn(two, first, 1, revoked_on=country.day(4))
    learn(two, second, 5)
    learn(three, first, 5)
    learn(three, first, 1, when=1)
    learn(one, second, 2, when=1, kind="self_claim")
    learn(away, second, 5)
    Posting.objects.filter(person=three).update(valid_to=country.day(6))
    post_person(two, country.units[4], position={"en": "Clerk"}, day=country.day(4))
    Person.objects.filter(pk=away.pk).update(is_active=False)


def test_sums_that_are_gone_when_they_are_read_are_not_trusted(house, small_sums):
    fold_all()
    refresh_tallies()
    question = Question(Measure.HELD, frozenset([house.skill.pk]), ((2, DAY),))
    subtree = Subtree.of([house.moha, house.gad], since=DAY)
    plan = _Plan.of(subtree, question)
    assert plan.count()[house.moha.pk, house.skill.pk] == [2]
    drop_tally(house.moha.pk)
    assert plan.count() is None
    assert read_door(subtree, question) == recount(subtree, question)


def test_a_short_statement_is_not_trusted_where_somebody_became_stale(house, small_sums):
    fold_all()
    refresh_tallies()
    question = Question(Measure.HELD, frozenset([house.skill.pk]), ((2, DAY),))
    for units in ([house.moha, house.gad], [house.north]):
        subtree = Subtree.of(units, since=DAY)
        plan = _Plan.of(subtree, replace(question, kinds=Evidence.COUNTED))
        assert plan.count() is not None
        Evidence.objects.filter(person__in=house.people).update(revoked_on=DAY)
        assert plan.count() is None
        assert not any(read_door(subtree, question).values())
        Evidence.objects.update(revoked_on=None)
        fold_all()


def test_a_fold_writes_only_what_differs(house):
    fold_all()
    before = set(Spell.objects.values_list("pk", flat=True))
    StalePerson.objects.bulk_create(StalePerson(person=person) for person in house.people)
    Evidence.objects.filter(person=house.people[2]).update(revoked_on=DAY)
    fold_all()
    assert not StalePerson.objects.exists()
    changed = Spell.objects.exclude(pk__in=before).values_list("person", flat=True)
    assert set(changed) == {house.people[2].pk}


def test_who_is_noted_often_is_derived_once(house, monkeypatch):
    fold_all()
    monkeypatch.setitem(fold._AT_ONCE, connection.vendor, 2)
    often, later = house.people[:2]
    for person in (often, often, often, later):
        EvidenceFactory(person=person, skill=house.skill, agency=house.moha)
    assert fold_some() == 3
    assert set(StalePerson.objects.values_list("person_id", flat=True)) == {later.pk}
    assert (fold_some(), fold_some()) == (1, 0)
    assert recount_figures().is_right


def test_two_equal_completions_are_two(house):
    row = Evidence.objects.get(person=house.people[2])
    row.pk, row.source = None, "again"
    row.save()
    fold_all()
    question = Question(Measure.TRAINED, frozenset([house.skill.pk]), ((2, DAY),))
    subtree = Subtree.of([house.north], since=DAY)
    assert list(read_door(subtree, question).values()) == [2]
    Evidence.objects.get(pk=row.pk).delete()
    fold_all()
    assert list(read_door(subtree, question).values()) == [1]
