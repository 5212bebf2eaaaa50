"""Grading, for every answer there is."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from courses.items.grading import grade_answer, score_percent

OPTIONS = st.sets(st.sampled_from("abcdef"))


@given(OPTIONS, OPTIONS)
def test_several_answers_are_right_only_all_together(key, answer):
    points = grade_answer("multiple", sorted(key), sorted(answer))
    assert points == (1 if key and key == answer else 0)


@given(st.sampled_from("abcdef"), OPTIONS)
def test_one_answer_is_right_only_alone(right, answer):
    assert grade_answer("single", [right], sorted(answer)) == (1 if answer == {right} else 0)


@given(st.lists(st.sampled_from("abc")), st.randoms())
def test_order_and_repetition_do_not_matter(answer, random):
    other = [*answer, *answer]
    random.shuffle(other)
    assert grade_answer("multiple", "ab", answer) == grade_answer("multiple", "ba", other)


@given(st.integers(0, 200), st.integers(1, 200), st.integers(0, 100))
def test_a_score_passes_exactly_when_the_share_does(points, maximum, mark):
    points = min(points, maximum)
    score = score_percent(Decimal(points), maximum)
    assert 0 <= score <= 100
    assert (score >= mark) == (points * 100 >= mark * maximum)


def test_an_empty_paper_scores_nothing():
    assert score_percent(Decimal(0), 0) == 0
