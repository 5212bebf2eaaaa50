"""One official of the demo has used all attempts and asks the trainer for one more."""

import pytest

from cms.demo.history.requests import ask_for_demo_attempt, has_asked
from courses.models import Attempt, AttemptRequest
from courses.quizzes.standing import get_standing
from people.models import Message
from tests.courses.factories import make_course, make_lesson, make_module, make_quiz
from tests.people.factories import PersonFactory, RoleFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.any_database]


def test_an_official_has_used_all_attempts_and_asks_the_trainer():
    course = make_course(slug="safe-sign-in")
    make_lesson(course, module=make_module(course))
    final = make_quiz(course, attempt_limit=2, rest_minutes=None)
    official = PersonFactory(staff_number="ASKING-1")
    trainer = RoleFactory(person=PersonFactory(staff_number=None), agency=course.agency).person
    trainer.roles.update(kind="trainer")
    assert not has_asked()
    ask_for_demo_attempt()
    assert has_asked()
    asked = AttemptRequest.objects.get()
    assert (asked.enrolment.person, asked.quiz) == (official, final)
    assert Attempt.objects.filter(passed=False).count() == 2
    assert get_standing(final, asked.enrolment).is_used_up
    assert Message.objects.get().person == trainer
