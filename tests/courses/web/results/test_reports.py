"""A learner calls a question of a marked paper wrong on its page, and takes it back."""

import pytest

from courses.models import QuestionReport
from courses.quizzes.attempts import submit_attempt
from tests.courses.addresses import address
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_learner_says_on_the_page_of_the_result_what_is_wrong(client, quiz, attempt):
    page = address("attempt", quiz.key, attempt.number)
    form = address("report_question", quiz.key, attempt.number)
    client.post(form, {"position": "1", "words": "Not handed in yet."})
    submit_attempt(attempt, {1: ["b"]})
    assert "This question is wrong" in client.get(page).content.decode()
    for position, words in [("1", " "), ("x", "Where?"), ("99", "Nowhere.")]:
        client.post(form, {"position": position, "words": words})
    assert not QuestionReport.objects.exists()
    client.post(form, {"position": "1", "words": "Two are right."})
    client.post(form, {"position": "1", "words": "Two are right."})
    assert QuestionReport.objects.get().words == "Two are right."
    assert "You called this question wrong" in client.get(page).content.decode()
    client.post(form, {"withdraw": "1"})
    assert not QuestionReport.objects.waiting().exists()
    client.force_login(PersonFactory())
    assert client.post(form, {"position": "1", "words": "Mine?"}).status_code == 404
