"""What is counted of questions is what anybody would count by hand; who does not count is left."""

import datetime as dt
import uuid
from collections import Counter
from decimal import Decimal
from statistics import correlation, mean, median_low

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.items import statistics as counting
from courses.items.statistics import count_due_quizzes, count_quiz
from courses.models import Item, ItemStatistics, ItemVersion, QuizStatistics, VoidedAttempt
from courses.quizzes.attempts import start_attempt, submit_attempt
from people.models import Role
from tests.courses.factories import make_course, make_enrolment, make_quiz, right_answers
from tests.people.factories import PersonFactory, RoleFactory

AT = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)

question = st.tuples(st.integers(0, 4), st.lists(st.sampled_from("abc"), unique=True))
papers = st.lists(st.lists(question, min_size=1, max_size=4), min_size=1, max_size=25)


def build_rows(papers):
    """Papers with versions 0, 1, 2 …; the score follows from the points, as marking does it."""
    for number, paper in enumerate(papers):
        points = [Decimal(quarter) / 4 for quarter, _answer in paper]
        score = int(sum(points) * 100 // len(points))
        yield [
            counting._Row(
                *(number, place, points[place], answer, AT + dt.timedelta(seconds=9 * place + 5)),
                *(score, "my", "online", AT),
            )
            for place, (_quarter, answer) in enumerate(paper)
        ]


@given(papers)
@settings(max_examples=60, deadline=None)
def test_the_figures_are_those_of_a_plain_count(papers):
    rows = list(build_rows(papers))
    scores = Counter(paper[0].score for paper in rows)
    thirds = counting._find_thirds(scores)
    tallies = counting._tally_rows(rows, thirds, withdrawn=set())
    assert set(tallies) == {row.version for paper in rows for row in paper}
    for version, tally in tallies.items():
        asking = [paper for paper in rows if len(paper) > version]
        mine = [float(paper[version].points) for paper in asking]
        assert tally.asked == len(asking)
        assert tally.points / tally.asked / counting._WHOLE == pytest.approx(mean(mine))
        for letter in "abc":
            chosen = [paper[0].score for paper in asking if letter in paper[version].answer]
            lower = [score for score in chosen if score <= thirds[0]]
            upper = [score for score in chosen if score >= thirds[1]]
            assert tally.answers[letter] == [len(chosen), len(upper), len(lower)]
        paired = [paper for paper in asking if len(paper) > 1]
        own = [paper[version].points for paper in paired]
        rest = [
            (sum(row.points for row in paper) - paper[version].points) / (len(paper) - 1)
            for paper in paired
        ]
        found = counting._correlate(tally.pairs)
        if len(set(own)) < 2 or len(set(rest)) < 2:
            assert found is None
        else:
            assert found == pytest.approx(
                correlation([*map(float, own)], [*map(float, rest)]), abs=0.002
            )
        seconds = [5 if version == 0 else 9 for _paper in paired]
        assert counting._find_median(tally.seconds) == (median_low(seconds) if seconds else None)


@given(st.lists(st.integers(0, 100), min_size=1))
@settings(max_examples=40, deadline=None)
def test_a_third_is_a_third_at_least_and_nobody_is_in_two(scores):
    lower, upper = counting._find_thirds(Counter(scores))
    assert lower < upper
    if lower >= 0:
        assert 3 * sum(score <= lower for score in scores) >= len(scores)
        assert 3 * sum(score >= upper for score in scores) >= len(scores)


@pytest.fixture
def quiz(db):
    return make_quiz(make_course(), items=2)


def take(quiz, *, wrong=(), person=None):
    attempt = start_attempt(quiz, make_enrolment(quiz.course, person=person), language="my")
    answers = right_answers(attempt) | {place: ["b"] for place in wrong}
    return submit_attempt(attempt, answers)


def test_only_papers_of_learners_that_stand_are_counted(quiz):
    take(quiz)
    take(quiz, wrong=(1, 2))
    trainer = PersonFactory()
    RoleFactory(person=trainer, kind=Role.Kind.TRAINER, agency=quiz.course.agency)
    take(quiz, person=trainer)
    left = take(quiz, wrong=(1, 2)).enrolment
    type(left).objects.filter(pk=left.pk).update(completed_at=None, withdrawn_at=AT)
    void = take(quiz, wrong=(1, 2))
    VoidedAttempt.objects.create(
        attempt=void, reason="Copied.", voided_by=trainer, voided_at=AT, passed_before=False
    )
    assert count_due_quizzes() == [quiz.pk]
    row = count_quiz(quiz)
    assert (row.attempts, row.passed, row.scores[0], row.scores[10]) == (2, 1, 1, 1)
    assert set(ItemStatistics.objects.values_list("asked", "facility")) == {(2, 0.5)}
    assert count_due_quizzes() == []
    void.void.delete()
    assert count_due_quizzes() == [quiz.pk]
    count_quiz(quiz)
    assert QuizStatistics.objects.get().attempts == 3
    assert ItemStatistics.objects.visible_to(trainer).count() == 2
    assert not ItemStatistics.objects.visible_to(PersonFactory()).exists()


def build_row(answers, *, asked=60, facility=0.5, discrimination=0.3):
    """A row of a question whose right answer is a, with counts of all, best and weakest."""
    version = make_version()
    facts = {"asked": asked, "facility": facility, "discrimination": discrimination}
    return ItemStatistics(version=version, answers=answers, **facts)


def make_version():
    options = {"en": {"options": {"a": "A", "b": "B"}}}
    item = Item(key=uuid.UUID(int=1))
    return ItemVersion(item=item, kind="single", answer_key=["a"], content=options)


GOOD = {"a": [30, 15, 5], "b": [30, 5, 15]}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"facility": 0.1}, ["hard"]),
        ({"facility": 0.97}, ["easy"]),
        ({"discrimination": 0.0}, ["flat"]),
        ({"discrimination": None}, []),
        ({"answers": {"a": [30, 5, 15], "b": [30, 15, 5]}}, ["rival"]),
        ({"answers": {"a": [60, 20, 20]}}, ["idle"]),
        ({"facility": 0.1, "asked": 29}, []),
    ],
)
def test_what_speaks_against_a_question_is_named(changes, found):
    row = build_row(**({"answers": GOOD} | changes))
    assert counting.find_weaknesses(row, ["a"]) == found
