"""Spells of a person say on each day what the facts say of it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.models import Evidence
from reporting.spells import PersonFacts, derive_spells
from reporting.spells.derive import EvidenceFact, PostingFact

pytestmark = pytest.mark.any_database
FIRST, LAST = dt.date(2025, 1, 1), 40
KINDS = Evidence.Kind.values
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


@given(facts=lives, day=DAYS.map(after))
def test_on_each_day_they_are_the_posting_and_the_best_proof_of_each_skill(facts, day):
    spells = [one for one in derive_spells(facts) if one.measure == "held"]
    counted = [one for one in spells if holds(one.starts_on, one.ends_on, day)]
    there = [one.agency_id for one in facts.postings if holds(one.start, one.end, day)]
    best = {0: 0} if facts.is_active and there else {}
    for one in facts.evidence if best else ():
        if one.kind in Evidence.COUNTED and holds(one.acquired_on, one.held_until, day):
            best[one.skill_key] = max(best.get(one.skill_key, 0), one.level)
    assert {one.skill_key: one.level for one in counted} == best
    assert len(counted) == len(best)
    assert {one.agency_id for one in counted} <= set(there)


@given(facts=lives, day=DAYS.map(after))
def test_each_completion_counts_until_it_is_revoked(facts, day):
    spells = [one for one in derive_spells(facts) if one.measure == "trained"]
    counted = [one.skill_key for one in spells if holds(one.starts_on, one.ends_on, day)]
    expected = [
        one.skill_key
        for one in facts.evidence
        if one.kind in Evidence.COMPLETIONS and one.agency_id
        if one.acquired_on <= day and (one.revoked_on is None or day < one.revoked_on)
    ]
    assert sorted(counted) == sorted(expected)


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
