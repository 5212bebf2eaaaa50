"""Spells of a person say on each day what the facts say of it."""

import datetime as dt
from random import Random

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from certification.models import Evidence
from reporting.spells import PersonFacts, derive_spells
from reporting.spells.derive import EvidenceFact, PostingFact
from tests.reporting.spells.mutants import WRONG_RULES

pytestmark = pytest.mark.any_database
FIRST, LAST = dt.date(2025, 1, 1), 40
KINDS = Evidence.Kind.values
STRONGER = ("imported", "sign_off", "test", "certificate")  # than those before
DAYS = st.integers(0, LAST - 1)
LENGTHS = st.integers(1, 15) | st.none()


def after(days):
    return None if days is None else FIRST + dt.timedelta(days)


def ending(start, length):
    return after(None if length is None else start + length)


@st.composite
def careers(draw):
    """Postings one after another, with or without a time between."""
    day, found = 0, []
    for gap, length, agency in draw(
        st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9), st.integers(1, 3)), max_size=4)
    ):
        found.append(PostingFact(agency, after(day + gap), after(day + gap + length)))
        day += gap + length
    if found and draw(st.booleans()):
        found[-1] = found[-1]._replace(end=None)
    return found


proofs = st.builds(
    lambda skill, level, kind, day, expires, revoked, agency: EvidenceFact(
        skill, level, kind, after(day), ending(day, expires), ending(day - 2, revoked), agency
    ),
    *(st.integers(1, 2), st.integers(1, 4), st.sampled_from(KINDS), DAYS),
    *(LENGTHS, LENGTHS, st.sampled_from([None, 1, 2])),
)
lives = st.builds(PersonFacts, st.booleans(), careers(), st.lists(proofs, max_size=6))


def holds(start, end, day):
    return start <= day and (end is None or day < end)


def judge_held(facts, day):
    """What is held in which agency on the day: by skill its level and kind."""
    there = [one.agency_id for one in facts.postings if holds(one.start, one.end, day)]
    if not (facts.is_active and there):
        return []
    best = {0: (0, -1)}
    for one in facts.evidence:
        if one.kind in STRONGER and holds(one.acquired_on, one.held_until, day):
            found = (one.level, STRONGER.index(one.kind))
            best[one.skill_key] = max(best.get(one.skill_key, found), found)
    return sorted(
        (there[0], skill, level, STRONGER[rank] if skill else "")
        for skill, (level, rank) in best.items()
    )


def judge_trained(facts, day):
    return sorted(
        (one.agency_id, one.skill_key, one.level, one.kind)
        for one in facts.evidence
        if one.kind in Evidence.COMPLETIONS and one.agency_id
        if one.acquired_on <= day and (one.revoked_on is None or day < one.revoked_on)
    )


def read_spells(facts, day, measure):
    return sorted(
        (one.agency_id, one.skill_key, one.level, one.kind)
        for one in derive_spells(facts)
        if one.measure == measure and holds(one.starts_on, one.ends_on, day)
    )


@given(facts=lives, day=DAYS.map(after))
def test_on_each_day_they_are_the_posting_and_the_best_proof_of_each_skill(facts, day):
    assert read_spells(facts, day, "held") == judge_held(facts, day)


@given(facts=lives, day=DAYS.map(after))
def test_each_completion_counts_until_it_is_revoked(facts, day):
    assert read_spells(facts, day, "trained") == judge_trained(facts, day)


@pytest.mark.parametrize("name", WRONG_RULES)
def test_a_wrong_rule_is_noticed(name):
    def differs(example):
        facts, day = example
        # Both were judged by the rule as it should be before it was put wrong.
        right = judge_held(facts, day), judge_trained(facts, day)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(*WRONG_RULES[name], raising=False)
            facts = PersonFacts(facts.is_active, facts.postings, facts.evidence)
            return (read_spells(facts, day, "held"), read_spells(facts, day, "trained")) != right

    told = settings(max_examples=3_000, database=None)
    find(st.tuples(lives, DAYS.map(after)), differs, settings=told, random=Random(12))  # noqa: S311


@given(facts=lives)
def test_a_new_spell_begins_only_where_something_changes(facts):
    for one in derive_spells(facts):
        assert one.ends_on is None or one.starts_on < one.ends_on
        if one.measure == "held":
            assert not [
                other for other in derive_spells(facts)
                if other[:5] == one[:5] and other.starts_on == one.ends_on
            ]  # fmt: skip


def test_of_proofs_of_one_level_the_strongest_is_told():
    served = [PostingFact(1, FIRST, None)]
    proofs = [EvidenceFact(7, 2, kind, FIRST, None, None, None) for kind in KINDS]
    higher = EvidenceFact(7, 3, "sign_off", after(5), None, None, None)
    [_posted, first, then] = derive_spells(PersonFacts(True, served, [*proofs[1:], higher]))
    assert (first.level, first.kind, first.ends_on) == (2, "test", after(5))
    assert (then.level, then.kind, then.ends_on) == (3, "sign_off", None)
