"""People with a seat begin by the code of the room, on a device that keeps the paper."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from courses.models import Attempt
from courses.sittings import close_sitting, void_attempt
from courses.sittings.codes import make_code
from courses.sittings.running import let_in
from tests.courses.addresses import address
from tests.courses.answers import filled
from tests.courses.session_factories import make_official
from tests.courses.sittings.factories import make_open_sitting, make_sitting, make_supervised_quiz

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def sitting():
    quiz = make_supervised_quiz(shows_answers=True)
    return make_open_sitting(quiz, at=timezone.now())


@pytest.fixture
def seat(sitting):
    return sitting.seats.get()


@pytest.fixture
def learner(client, seat):
    client.force_login(seat.person)
    return client


def enter(client, sitting, **given):
    code = make_code(sitting, at=timezone.now())
    return client.post(address("enter_sitting", sitting.pk), {"code": code, **given})


def test_the_code_leads_to_the_paper_and_the_result_waits_for_the_end(learner, sitting):
    assert "Begin the test" in learner.get(address("enter_sitting", sitting.pk)).text
    paper = enter(learner, sitting).url
    page = learner.get(paper)
    assert "data-present" in page.text
    answer = learner.post(paper, filled(Attempt.objects.get(), act="submit"), follow=True)
    assert "since others still work" in answer.text
    assert "Because" not in answer.text
    close_sitting(sitting, by=sitting.made_by)
    result = learner.get(paper).text
    assert "Because" in result
    assert "Supervised" in result


def test_a_wrong_code_is_told_at_the_field(learner, sitting):
    answer = enter(learner, sitting, code="12")
    assert answer.status_code == 422
    assert answer.status_code == 422
    assert "This is not the code." in answer.text
    assert not Attempt.objects.exists()


def test_who_has_no_seat_finds_nothing(client, sitting):
    client.force_login(make_open_sitting(at=timezone.now()).seats.get().person)
    assert client.get(address("enter_sitting", sitting.pk)).status_code == 404
    assert enter(client, sitting).status_code == 404


def test_before_it_is_open_one_waits(client):
    sitting = make_sitting(at=timezone.now())
    client.force_login(sitting.seats.get().person)
    assert "The test is not open yet" in client.get(address("enter_sitting", sitting.pk)).text
    assert "What to expect" in client.get(address("own_sittings")).text


def test_whose_attempt_is_voided_reads_why_and_goes_on(learner, sitting):
    paper = enter(learner, sitting).url
    attempt = Attempt.objects.get()
    void_attempt(attempt, by=sitting.made_by, reason="Copied", again=True)
    told = learner.get(paper).text
    assert "Reason: Copied" in told
    assert f'href="{address("enter_sitting", sitting.pk)}"' in told
    enter(learner, sitting)
    assert "once more" not in learner.get(paper).text


def test_my_learning_leads_to_the_seat_until_the_test_is_over(learner, sitting):
    way = address("enter_sitting", sitting.pk)
    assert way in learner.get(address("my_learning")).text
    close_sitting(sitting, by=sitting.made_by)
    assert way not in learner.get(address("my_learning")).text


def test_a_test_that_nobody_opened_waits_for_nobody_a_day_later(client):
    sitting = make_sitting(at=timezone.now() - dt.timedelta(days=2))
    client.force_login(sitting.seats.get().person)
    assert "No supervised test waits for you" in client.get(address("own_sittings")).text
    assert "supervised" not in client.get(address("my_learning")).text


def test_the_same_account_elsewhere_neither_sees_nor_changes_the_paper(learner, sitting, seat):
    paper = enter(learner, sitting).url
    friend = Client()
    friend.force_login(seat.person)
    assert friend.get(paper).url == address("enter_sitting", sitting.pk)
    answers = filled(Attempt.objects.get(), act="submit")
    assert friend.post(paper, answers).url == address("enter_sitting", sitting.pk)
    told = friend.post(paper, answers, headers={"accept": "application/json"})
    assert told.status_code == 409
    assert "Ask the invigilator" in enter(friend, sitting).text
    assert Attempt.objects.get().submitted_at is None
    let_in(seat, by=sitting.made_by)
    assert enter(friend, sitting).url == paper
    assert friend.get(paper).status_code == 200
    assert learner.get(paper).status_code == 302  # the first device has it no more


def test_a_shared_phone_is_signed_out_with_the_paper(learner, sitting):
    paper = enter(learner, sitting, shared="on").url
    answer = learner.post(paper, filled(Attempt.objects.get(), act="submit"), follow=True)
    assert "You are signed out on this device." in answer.text
    assert "_auth_user_id" not in learner.session
    assert learner.get(address("own_sittings")).status_code == 302


def test_an_own_phone_stays_signed_in(learner, sitting):
    paper = enter(learner, sitting).url
    learner.post(paper, filled(Attempt.objects.get(), act="submit"), follow=True)
    assert "_auth_user_id" in learner.session


def test_a_device_that_was_signed_out_comes_back_to_the_same_paper(learner, sitting, seat):
    paper = enter(learner, sitting).url
    learner.session.flush()
    learner.force_login(seat.person)
    assert learner.get(paper).status_code == 200


def test_a_forged_device_is_none(learner, sitting, seat):
    paper = enter(learner, sitting).url
    seat.refresh_from_db()
    friend = Client()
    friend.force_login(seat.person)
    friend.cookies["room"] = seat.device  # not signed by us
    assert friend.get(paper).status_code == 302


def test_the_page_of_the_test_leads_to_the_seat_and_starts_nothing(learner, sitting):
    page = learner.get(address("quiz", sitting.quiz.key)).text
    assert "Your seat in the supervised test" in page
    assert "Start the quiz" not in page
    assert learner.post(address("quiz", sitting.quiz.key)).status_code == 409


def test_without_a_seat_the_page_of_the_test_says_whom_to_ask(client, sitting):
    client.force_login(make_official())
    page = client.get(address("quiz", sitting.quiz.key)).text
    assert "Ask your trainer or HR manager for a seat." in page
