"""Quizzes live with their module, and an enrolment has one open attempt at each."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.catalogue import retire_row
from courses.models import Attempt, Quiz
from tests.courses.factories import make_course, make_enrolment, make_module, make_quiz

pytestmark = pytest.mark.django_db


def test_a_quiz_of_a_retired_module_is_not_live_and_a_final_test_is():
    course = make_course()
    module, final = make_module(course), make_quiz(course)
    own = make_quiz(course, module=module)
    assert set(Quiz.objects.live()) == {own, final}
    retire_row(module)
    assert Quiz.objects.live().get() == final
    retire_row(final)
    assert not Quiz.objects.live().exists()


def test_a_title_in_full_names_the_course_in_every_language():
    course = make_course(titles={"my": "က", "en": "Data"})
    quiz = make_quiz(course)
    quiz.titles = {"my": "ခ"}
    assert quiz.full_titles == {"my": "က · ခ", "en": "Data · ခ"}


def test_a_pass_mark_over_a_hundred_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_quiz(make_course(), pass_mark=101)


def test_a_second_open_attempt_is_refused_and_one_after_the_first_is_not():
    course = make_course()
    quiz, enrolment = make_quiz(course), make_enrolment(course)
    fields = {"quiz": quiz, "enrolment": enrolment, "seed": 1, "language": "my", "pass_mark": 70}
    first = Attempt.objects.create(number=1, started_at=timezone.now(), **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(number=2, started_at=timezone.now(), **fields)
    Attempt.objects.filter(pk=first.pk).update(submitted_at=timezone.now())
    Attempt.objects.create(number=2, started_at=timezone.now(), **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.filter(number=2).update(number=1)


@pytest.mark.parametrize(
    ("score", "mark", "step"),
    [
        *[(0, 70, (0, 34)), (34, 70, (0, 34)), (35, 70, (35, 69)), (69, 70, (35, 69))],
        *[(70, 70, (70, 100)), (100, 70, (70, 100)), (37, 75, (0, 37)), (38, 75, (38, 74))],
    ],
)
def test_a_score_is_in_one_of_three_steps(score, mark, step):
    attempt = Attempt(score=score, pass_mark=mark, passed=score >= mark)
    assert attempt.score_step == step
