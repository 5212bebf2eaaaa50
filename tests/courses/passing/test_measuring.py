"""How far somebody is by a rule: a hundred percent exactly where it is passed."""

from hypothesis import given
from hypothesis import strategies as st

from courses.passing import PassingRule, RuleTerm, TermKind
from courses.passing.measuring import measure_rule
from tests.courses.passing.test_rules import DONE, QUIZ, RULES, is_met


def list_pieces(done):
    """Ten lessons and ten optional ones, two quizzes, and what else a rule asks for."""

    def of(term):
        if term.kind == TermKind.LESSONS:
            asked, read = -(-10 * term.at_least // 100), done[TermKind.LESSONS] // 10
            return [((term.kind, place), place < read) for place in range(asked)]
        if term.kind == TermKind.OPTIONAL_LESSONS:
            read = done[TermKind.OPTIONAL_LESSONS]
            return [((term.kind, place), place < read) for place in range(term.at_least)]
        if term.kind == TermKind.QUIZZES:
            return [(QUIZ, done["passed_all"] or done["passed"]), ("other", done["passed_all"])]
        return [(term.quiz or term.kind, is_met(term, done))]

    return of


@given(RULES, DONE, st.booleans())
def test_a_hundred_percent_is_exactly_passed(rule, done, is_attended):
    done[TermKind.LESSONS] -= done[TermKind.LESSONS] % 10  # lessons are read whole
    told = measure_rule(rule, list_pieces(done), [("asked", is_attended)])
    passes = rule.combine(lambda term: is_met(term, done)) and is_attended
    assert (told.percent == 100) == passes
    assert 0 <= told.done <= told.total


def test_of_several_ways_the_one_that_leaves_least_is_told():
    lessons, test = RuleTerm(TermKind.LESSONS, 80), RuleTerm(TermKind.QUIZ, 50, QUIZ)
    rule = PassingRule(((lessons, test), (RuleTerm(TermKind.QUIZZES),)), is_any=True)
    nothing = dict.fromkeys(TermKind, 0) | {"passed": False, "passed_all": False}
    assert measure_rule(rule, list_pieces(nothing)).total == 2
    told = measure_rule(rule, list_pieces(nothing | {TermKind.LESSONS: 80}))
    assert (told.done, told.total, told.percent) == (8, 9, 88)
