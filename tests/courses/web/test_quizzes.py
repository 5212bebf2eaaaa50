"""The rules of a quiz, and the start of attempts."""

import datetime as dt

import pytest

from courses.models import Attempt, Enrolment, ItemVersion
from courses.quizzes.attempts import start_attempt, submit_attempt
from people.text.formatting import official_datetime
from tests.courses.addresses import address
from tests.courses.factories import do_what_comes_before, make_quiz, right_answers

pytestmark = pytest.mark.django_db


def test_the_rules_come_before_the_paper(client, person, quiz, django_assert_max_num_queries):
    client.get(address("quiz", quiz.key))
    with django_assert_max_num_queries(8):
        page = client.get(address("quiz", quiz.key)).content.decode()
    assert "Needed to pass" in page
    assert "only when everything right is chosen" in page
    ItemVersion.objects.update(kind="essay")
    essays = client.get(address("quiz", quiz.key)).content.decode()
    assert "A person reads and marks your text" in essays
    assert "is chosen" not in essays
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


def test_a_final_test_says_what_is_to_do_before_it_and_links_there(client, person, quiz):
    final = make_quiz(quiz.course)
    page = client.get(address("quiz", final.key)).content.decode()
    assert "Still to do" in page
    assert f'href="{address("lesson", "data", "module-1", "lesson-1")}"' in page
    assert f'href="{address("quiz", quiz.key)}"' in page
    assert "Start the quiz" not in page


def test_a_final_test_is_not_begun_by_a_post_either(client, person, quiz):
    final = make_quiz(quiz.course)
    answer = client.post(address("quiz", final.key))
    assert answer.status_code == 409
    assert "Still to do" in answer.content.decode()
    do_what_comes_before(final, Enrolment.objects.get())
    assert client.post(address("quiz", final.key)).url == address("attempt", final.key, 1)


def test_a_rest_is_told_with_the_time_when_it_opens_again(client, person, quiz):
    rested = make_quiz(quiz.course, module=quiz.module, rest_minutes=30)
    client.post(address("quiz", rested.key))
    attempt = submit_attempt(Attempt.objects.get(), {})
    page = client.get(address("quiz", rested.key)).content.decode()
    assert official_datetime(attempt.submitted_at + dt.timedelta(minutes=30)) in page
    assert "Try again" not in page
    answer = client.post(address("quiz", rested.key))
    assert (answer.status_code, Attempt.objects.count()) == (409, 1)


def test_the_list_of_attempts_at_a_hidden_test_has_steps_and_no_scores(client, person, quiz):
    kept = make_quiz(quiz.course, module=quiz.module, shows_answers=False)
    client.post(address("quiz", kept.key))
    submit_attempt(Attempt.objects.get(), {1: ["a"], 2: ["a"]})
    page = client.get(address("quiz", kept.key)).content.decode()
    assert "35–69%" in page
    assert "66%" not in page


def test_a_passed_final_test_is_neither_offered_again_nor_said_to_rest(client, person, quiz):
    final = make_quiz(quiz.course, rest_minutes=60)
    client.post(address("quiz", quiz.key))
    enrolment = Enrolment.objects.get()
    do_what_comes_before(final, enrolment)
    attempt = start_attempt(final, enrolment, language="en")
    submit_attempt(attempt, right_answers(attempt))
    page = client.get(address("quiz", final.key)).content.decode()
    assert "You have passed this quiz." in page
    assert "Try again" not in page
    assert "opens on" not in page


def test_a_first_test_is_offered_after_enrolling_and_may_be_skipped(client, person, quiz):
    first = make_quiz(quiz.course, is_first_test=True, item_keys=[quiz.items.first().key])
    assert client.post(address("enrol", "data")).url == address("quiz", first.key)
    page = client.get(address("quiz", first.key)).content.decode()
    assert "Skip it and begin the course" in page
    assert f'href="{address("lesson", "data", "module-1", "lesson-1")}"' in page
    assert "What do you know already?" in client.get(address("course", "data")).content.decode()
    answer = client.post(address("quiz", first.key))
    assert answer.url == address("attempt", first.key, 1)
    client.post(answer.url, {"q1": "b", "shown": "1"})
    page = client.get(answer.url).content.decode()
    assert "Look closely at" in page
    assert "Not passed yet" not in page
    # Taken: its page leads to the result, and a further try too.
    assert client.get(address("quiz", first.key)).url == answer.url
    assert client.post(address("quiz", first.key)).url == answer.url


def test_a_first_test_that_was_skipped_is_closed_without_reproach(client, person, quiz):
    first = make_quiz(quiz.course, is_first_test=True)
    client.post(address("enrol", "data"))
    client.get(address("lesson", "data", "module-1", "lesson-1"))
    page = client.post(address("quiz", first.key))
    assert page.status_code == 409
    assert "You have begun the course" in page.content.decode()
    assert (
        "What do you know already?" not in client.get(address("course", "data")).content.decode()
    )
