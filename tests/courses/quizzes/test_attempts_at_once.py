"""The same act from four places at once, with real threads and real commits."""

from courses.models import Attempt, LessonCompletion
from courses.progress.completion import complete_lesson
from courses.quizzes.attempts import start_attempt, submit_attempt
from courses.quizzes.opening import AttemptLimitReached
from courses.signals import course_completed
from tests.courses.factories import (
    make_course,
    make_enrolment,
    make_lesson,
    make_quiz,
    right_answers,
)
from tests.threads import at_once


def from_four_places(act):
    return at_once(*[act] * 4, refusals=(AttemptLimitReached,))


def test_the_last_attempt_from_four_places_at_once_is_one(committed_db):
    course = make_course()
    quiz, enrolment = make_quiz(course, attempt_limit=1), make_enrolment(course)
    attempts = from_four_places(lambda: start_attempt(quiz, enrolment, language="my"))
    assert {one.pk for one in attempts} == {Attempt.objects.get().pk}
    submitted = from_four_places(
        lambda: submit_attempt(attempts[0], right_answers(attempts[0])).score
    )
    assert submitted == [100] * 4
    refused = from_four_places(lambda: start_attempt(quiz, enrolment, language="my"))
    assert {type(one) for one in refused} == {AttemptLimitReached}


def test_completing_from_four_places_at_once_is_heard_once(committed_db):
    heard = []

    def hear(enrolment, **_):
        heard.append(enrolment.pk)

    course = make_course()
    version = make_lesson(course)
    enrolment = make_enrolment(course)
    course_completed.connect(hear)
    from_four_places(lambda: complete_lesson(enrolment, version))
    course_completed.disconnect(hear)
    assert heard == [enrolment.pk]
    assert LessonCompletion.objects.count() == 1
