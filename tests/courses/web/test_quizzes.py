"""The rules of a quiz, and the start of attempts."""

import pytest

from courses.models import Attempt, Enrolment
from courses.quizzes.attempts import start_attempt, submit_attempt
from tests.courses.web.addresses import address

pytestmark = pytest.mark.django_db


def test_the_rules_come_before_the_paper(client, person, quiz, django_assert_max_num_queries):
    client.get(address("quiz", quiz.key))
    with django_assert_max_num_queries(7):
        page = client.get(address("quiz", quiz.key)).content.decode()
    assert "Needed to pass" in page
    assert "Start the quiz" in page
    assert not Attempt.objects.exists()


def test_starting_enrols_and_opens_the_paper(client, person, quiz):
    answer = client.post(address("quiz", quiz.key))
    assert answer.url == address("attempt", quiz.key, 1)
    assert Enrolment.objects.get().person == person


def test_starting_without_an_account_asks_to_sign_in(client, quiz):
    assert "Sign in to take this quiz" in client.get(address("quiz", quiz.key)).content.decode()
    assert client.post(address("quiz", quiz.key)).url.startswith("/accounts/login/")


def test_an_attempt_after_the_limit_gets_a_plain_answer(client, person, quiz, attempt):
    submit_attempt(attempt, {})
    submit_attempt(start_attempt(quiz, attempt.enrolment, language="en"), {})
    answer = client.post(address("quiz", quiz.key))
    assert answer.status_code == 409
    assert "You have used all attempts" in answer.content.decode()
    assert Attempt.objects.count() == 2
