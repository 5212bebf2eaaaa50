"""Rules of passing: AND and OR as truth tables say, and more done never undoes anything."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from courses.passing.rules import EVERYTHING, PassingRule, RuleTerm, TermKind, is_easier

QUIZ = "8a1f1a3e-0000-4000-8000-000000000001"
# What the record of one person says: how much of each kind there is.
DONE = st.fixed_dictionaries(
    {
        TermKind.LESSONS: st.integers(0, 100),
        TermKind.OPTIONAL_LESSONS: st.integers(0, 5),
        TermKind.QUIZ: st.integers(0, 100),
        TermKind.ATTENDANCE: st.integers(0, 100),
        "passed_all": st.booleans(),
        "passed": st.booleans(),
    }
)
TERMS = st.one_of(
    st.builds(RuleTerm, st.just(TermKind.LESSONS), st.integers(1, 100)),
    st.builds(RuleTerm, st.just(TermKind.OPTIONAL_LESSONS), st.integers(1, 5)),
    st.builds(RuleTerm, st.just(TermKind.ATTENDANCE), st.integers(1, 100)),
    st.builds(
        RuleTerm, st.just(TermKind.QUIZ), st.none() | st.integers(1, 100), quiz=st.just(QUIZ)
    ),
    st.just(RuleTerm(TermKind.QUIZZES)),
)
GROUPS = st.lists(st.lists(TERMS, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3)
RULES = st.builds(PassingRule, GROUPS.map(tuple), is_any=st.booleans())


def is_met(term, done):
    passed = done["passed"] or done["passed_all"]
    if term.kind == TermKind.QUIZZES:
        return done["passed_all"]
    if term.at_least is None:
        return passed
    is_passed_quiz = term.kind == TermKind.QUIZ and passed
    return is_passed_quiz or done[term.kind] >= term.at_least


def passes(rule, done):
    return rule.combine(lambda term: is_met(term, done))


def test_two_levels_are_and_of_ors_or_or_of_ands():
    a, b, c, d = (RuleTerm(TermKind.ATTENDANCE, share) for share in (10, 20, 30, 40))
    groups = ((a, b), (c, d))
    all_of, any_of = PassingRule(groups), PassingRule(groups, is_any=True)
    for truths in product((False, True), repeat=4):
        read = dict(zip((a, b, c, d), truths, strict=True)).__getitem__
        one, two, three, four = truths
        assert all_of.combine(read) == ((one or two) and (three or four))
        assert any_of.combine(read) == ((one and two) or (three and four))


@given(RULES, DONE, DONE)
def test_more_done_never_undoes(rule, done, more):
    both = {kind: max(done[kind], more[kind]) for kind in done}
    assert not passes(rule, done) or passes(rule, both)


@given(RULES, RULES, DONE)
def test_whoever_passes_by_a_rule_passes_by_an_easier_one(new, old, done):
    if is_easier(new, old) and passes(old, done):
        assert passes(new, done)


@given(RULES, DONE)
def test_a_rule_passes_exactly_who_has_gone_one_of_its_ways(rule, done):
    ways = rule.list_ways()
    assert passes(rule, done) == any(all(is_met(one, done) for one in way) for way in ways)


@given(RULES)
def test_a_rule_is_as_easy_as_itself_and_comes_back_as_it_was_kept(rule):
    assert is_easier(rule, rule)
    assert PassingRule.from_json(rule.to_json()) == rule


def test_a_lower_threshold_or_a_further_way_is_easier_and_a_higher_one_is_not():
    strict = PassingRule(((RuleTerm(TermKind.LESSONS, 80),),))
    mild = PassingRule(((RuleTerm(TermKind.LESSONS, 60),),))
    further = PassingRule(((RuleTerm(TermKind.LESSONS, 80), RuleTerm(TermKind.QUIZZES)),))
    assert is_easier(mild, strict)
    assert is_easier(further, strict)
    assert is_easier(strict, EVERYTHING)
    assert not is_easier(strict, mild)
    assert not is_easier(EVERYTHING, further)


def test_what_every_way_asks_is_needed():
    rule = PassingRule(
        (
            (RuleTerm(TermKind.LESSONS, 50), RuleTerm(TermKind.QUIZ, None, QUIZ)),
            (RuleTerm(TermKind.LESSONS, 50), RuleTerm(TermKind.ATTENDANCE, 80)),
        ),
        is_any=True,
    )
    assert rule.needs(RuleTerm(TermKind.LESSONS, 50))
    assert not rule.needs(RuleTerm(TermKind.LESSONS, 51))
    assert not rule.needs(RuleTerm(TermKind.QUIZ, 0, QUIZ))
