"""Answers sent without a session are kept for their attempt, up to a limit."""

import pytest
from django.test import RequestFactory

from courses.models import Attempt
from courses.web.session_answers import (
    clear_session_answers,
    load_session_answers,
    save_session_answers,
)
from tests.courses.addresses import address
from tests.courses.answers import filled
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db


def keep(answers, paper="7"):
    request = RequestFactory().post("/", {"paper": paper})
    request.session = {}
    save_session_answers(request, answers)
    return request


def test_answers_are_loaded_for_their_attempt_until_they_are_cleared():
    request = keep({1: ["a"], 2: []})
    assert load_session_answers(request, Attempt(pk=7)) == {1: ["a"], 2: []}
    assert load_session_answers(request, Attempt(pk=8)) == {}
    clear_session_answers(request)
    clear_session_answers(request)
    assert load_session_answers(request, Attempt(pk=7)) == {}


@pytest.mark.parametrize("paper", ["", "x", "-1", "7 OR 1"])
def test_answers_without_an_attempt_are_not_kept(paper):
    assert keep({1: ["a"]}, paper).session == {}


@pytest.mark.parametrize(
    "answers",
    [{number: [] for number in range(501)}, {1: ["a"] * 501}, {1: ["x" * 301]}],
    ids=["questions", "options", "length"],
)
def test_more_than_a_paper_holds_is_not_kept(answers):
    assert keep(answers).session == {}


def test_answers_sent_after_the_session_ended_are_kept(client, person, attempt, paper):
    client.post(paper, {"q1": "a", "act": "save"})
    client.logout()
    sent = filled(attempt, "b", act="submit", paper=attempt.pk)
    answer = client.post(paper, sent)
    assert answer.url == f"/accounts/login/?next={paper}"
    assert "You are signed out." in client.get(answer.url).content.decode()
    client.force_login(person)
    page = client.get(paper)
    assert "filled in below" in page.content.decode()
    assert page.content.decode().count('value="b" checked') == 3
    assert attempt.items.get(position=1).answer == ["a"]
    client.post(paper, sent)
    assert attempt.items.get(position=1).answer == ["b"]


def test_kept_answers_are_not_shown_to_another_person(client, quiz, attempt, paper):
    client.logout()
    client.post(paper, filled(attempt, "b", act="submit", paper=attempt.pk))
    client.force_login(PersonFactory())
    client.post(address("quiz", quiz.key))
    assert "filled in below" not in client.get(paper).content.decode()
