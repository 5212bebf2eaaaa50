"""Quizzes list their questions."""

import pytest

from courses.catalogue import publish_quiz
from tests.courses.factories import make_course, make_quiz, make_quiz_rules

pytestmark = pytest.mark.django_db


def test_a_quiz_lists_its_questions_in_order_and_drops_the_others():
    course = make_course()
    quiz = make_quiz(course)
    keys = [item.key for item in quiz.items.order_by("quizitem__position")]
    again = publish_quiz(
        course=course,
        module=None,
        key=quiz.key,
        slug="quiz",
        language="en",
        title="Quiz",
        item_keys=[keys[2], keys[0]],
        rules=make_quiz_rules(pass_mark=80, attempt_limit=2, shows_answers=False),
    )
    assert [one.item.key for one in again.quiz_items.all()] == [keys[2], keys[0]]
    assert (again.pass_mark, again.attempt_limit, again.answers_shown) == (80, 2, "never")
