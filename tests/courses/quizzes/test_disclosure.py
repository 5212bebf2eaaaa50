"""Who sees the right answers, over the life of a quiz."""

import pytest
from django.utils import timezone

from courses.models import Attempt, Enrolment, Quiz
from courses.quizzes.attempts import start_attempt, submit_attempt
from courses.quizzes.disclosure import is_disclosed, select_disclosed
from courses.quizzes.support import grant_attempt
from tests.courses.factories import make_course, make_enrolment, make_quiz, right_answers
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def try_quiz(quiz, enrolment, *, rightly):
    attempt = start_attempt(quiz, enrolment, language="my")
    submit_attempt(attempt, right_answers(attempt) if rightly else {})
    return Attempt.objects.select_related("quiz", "enrolment").get(pk=attempt.pk)


def told_by(policy, attempt):
    Quiz.objects.filter(pk=attempt.quiz_id).update(answers_shown=policy)
    return is_disclosed(Attempt.objects.select_related("quiz", "enrolment").get(pk=attempt.pk))


def told(attempt):
    """What never, after passing, after the last attempt and always show."""
    policies = ("never", "after_pass", "after_last", "always")
    return [told_by(policy, attempt) for policy in policies]


def test_each_policy_shows_answers_from_its_moment_on():
    course = make_course()
    quiz, enrolment = make_quiz(course, attempt_limit=2), make_enrolment(course)
    first = try_quiz(quiz, enrolment, rightly=False)
    assert told(first) == [False, False, False, True]
    second = start_attempt(quiz, enrolment, language="my")
    assert told(first) == [False, False, False, True]  # while the last paper is open
    submit_attempt(second, {})
    assert told(first) == [False, False, True, True]
    grant_attempt(quiz, enrolment, by=PersonFactory(is_superuser=True), reason="Power cut")
    assert told(first) == [False, False, False, True]
    try_quiz(quiz, enrolment, rightly=True)
    assert told(first) == [False, True, True, True]


def test_who_takes_a_course_again_does_not_read_the_key_in_the_attempt_of_before(
    django_assert_max_num_queries,
):
    course = make_course()
    quiz, person = make_quiz(course, attempt_limit=2), PersonFactory()
    before = make_enrolment(course, person=person)
    first = try_quiz(quiz, before, rightly=True)
    assert told_by("after_pass", first)
    now = timezone.now()
    Enrolment.objects.filter(pk=before.pk).update(completed_at=now)
    again = Enrolment.objects.create(
        person=person, course=course, language="my", enrolled_at=now, occasion=2
    )
    assert told(first) == [False, False, False, True]
    try_quiz(quiz, again, rightly=True)
    Quiz.objects.update(answers_shown="after_pass")
    attempts = list(Attempt.objects.select_related("quiz", "enrolment"))
    with django_assert_max_num_queries(4):
        assert select_disclosed(attempts) == {one.pk for one in attempts}
