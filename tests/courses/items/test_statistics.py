"""What is counted of questions is what anybody would count by hand; who does not count is left."""

import datetime as dt
import uuid
from collections import Counter
from decimal import Decimal
from statistics import correlation, mean, median_low

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.items.statistics import count_due_quizzes, count_quiz
from courses.items.tallies import find_thirds
from courses.items.weaknesses import find_weaknesses
from courses.models import (
    Attempt,
    AttemptItem,
    Enrolment,
    Item,
    ItemStatistics,
    ItemVersion,
    Quiz,
    QuizStatistics,
    VoidedAttempt,
)
from courses.quizzes.attempts import start_attempt, submit_attempt
from people.models import Role
from tests.courses.factories import make_course, make_enrolment, make_quiz, right_answers
from tests.people.factories import PersonFactory, RoleFactory

AT = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)

question = st.tuples(st.integers(0, 4), st.lists(st.sampled_from("abc"), unique=True))
paper = st.tuples(
    st.lists(question, min_size=1, max_size=4),
    st.sampled_from(["my", "en"]),
    st.sampled_from(["", "void", "left"]),
)
papers = st.tuples(
    st.lists(paper, min_size=1, max_size=12), st.sets(st.integers(0, 3), max_size=2)
)


@pytest.fixture
def asked(db):
    """A quiz of four questions, and people who may have a paper."""
    quiz = make_quiz(make_course(), items=4)
    return quiz, [make_enrolment(quiz.course) for _number in range(12)]


@given(papers)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_figures_are_those_of_a_plain_count(asked, drawn):
    quiz, enrolments = asked
    written, withdrawn = drawn
    with transaction.atomic():
        versions = list(ItemVersion.objects.filter(item__quizzes=quiz).order_by("pk"))
        write_papers(quiz, enrolments, written, versions)
        gone = [versions[place].pk for place in withdrawn]
        ItemVersion.objects.filter(pk__in=gone).update(withdrawn_at=AT)
        count_quiz(quiz)
        found = {row.version_id: row for row in ItemStatistics.objects.filter(quiz=quiz)}
        counted = [paper for paper in written if not paper[2]]
        check_figures(counted, withdrawn, [found.pop(one.pk, None) for one in versions])
        assert not found
        transaction.set_rollback(True)


def write_papers(quiz, enrolments, written, versions):
    """Papers of which the score follows from the points, as marking does it."""
    for enrolment, (questions, language, fate) in zip(enrolments, written, strict=False):
        facts = {"seed": 1, "number": 1, "pass_mark": 70, "score": score_of(questions)}
        when = {"started_at": AT, "submitted_at": AT}
        attempt = Attempt.objects.create(
            quiz=quiz, enrolment=enrolment, language=language, **facts, **when
        )
        AttemptItem.objects.bulk_create(
            AttemptItem(
                **{"attempt": attempt, "position": place, "version": versions[place]},
                **{"option_order": [], "points": Decimal(quarter) / 4, "answer": answer},
                answered_at=AT + dt.timedelta(seconds=9 * place + 5),
            )
            for place, (quarter, answer) in enumerate(questions)
        )
        if fate == "left":
            Enrolment.objects.filter(pk=enrolment.pk).update(withdrawn_at=AT)
        if fate == "void":
            why = {"reason": "Copied.", "voided_by": enrolment.person, "voided_at": AT}
            VoidedAttempt.objects.create(attempt=attempt, passed_before=False, **why)


def score_of(questions):
    return sum(quarter for quarter, _answer in questions) * 25 // len(questions)


def check_figures(counted, withdrawn, rows):
    """Compare the rows of versions 0, 1, 2 … with what anybody would count by hand."""
    scores = Counter(score_of(questions) for questions, *_rest in counted)
    lower, upper = find_thirds(scores) if scores else (-1, 101)
    for place, row in enumerate(rows):
        asking = [paper for paper in counted if len(paper[0]) > place]
        if not asking:
            assert row is None
            continue
        shares = [paper[0][place][0] / 4 for paper in asking]
        assert (row.asked, row.answered) == (len(asking), len(asking))
        assert row.facility == pytest.approx(mean(shares))
        for letter in "abc":
            chosen = [score_of(paper[0]) for paper in asking if letter in paper[0][place][1]]
            told = [len(chosen), sum(s >= upper for s in chosen), sum(s <= lower for s in chosen)]
            assert row.answers.get(letter, [0, 0, 0]) == told
        for code in ("my", "en"):
            some = [share for share, paper in zip(shares, asking, strict=True) if paper[1] == code]
            told = [len(some), pytest.approx(mean(some), abs=1e-9)] if some else None
            assert row.languages.get(code) == told
        check_discrimination(row, place, asking, withdrawn)
        seconds = [5 if place == 0 else 9 for paper in asking if len(paper[0]) > 1]
        assert row.seconds == (median_low(seconds) if seconds else None)


def check_discrimination(row, place, asking, withdrawn):
    """A question is compared with the other ones that count."""
    pairs = []
    for questions, *_rest in asking:
        others = [
            quarter / 4
            for number, (quarter, _answer) in enumerate(questions)
            if number != place and number not in withdrawn
        ]
        if others:
            pairs.append((questions[place][0] / 4, mean(others)))
    own, rest = zip(*pairs, strict=True) if pairs else ((), ())
    if len(set(own)) < 2 or len(set(rest)) < 2:
        assert row.discrimination is None
    else:
        assert row.discrimination == pytest.approx(correlation(own, rest), abs=0.002)


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


def build_row(answers, *, asked=60, facility=0.5, discrimination=0.3, is_first_test=False):
    """A row of a question whose right answer is a, with counts of all, best and weakest."""
    version = make_version()
    facts = {"asked": asked, "facility": facility, "discrimination": discrimination}
    return ItemStatistics(
        version=version, quiz=Quiz(is_first_test=is_first_test), answers=answers, **facts
    )


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
        ({"facility": 0.1, "is_first_test": True}, []),
    ],
)
def test_what_speaks_against_a_question_is_named(changes, found):
    row = build_row(**({"answers": GOOD} | changes))
    assert find_weaknesses(row, ["a"]) == found
