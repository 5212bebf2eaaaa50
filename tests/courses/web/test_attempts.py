"""The questions of an attempt, its answers, and its result."""

import datetime as dt
import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from courses.items import withdraw_item_version
from courses.models import Attempt, Enrolment
from courses.quizzes.attempts import start_attempt, submit_attempt
from people.text.formatting import official_datetime
from tests.courses.addresses import address
from tests.courses.answers import filled
from tests.courses.factories import (
    do_what_comes_before,
    make_enrolment,
    make_item,
    make_quiz,
    right_answers,
)
from tests.people.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def test_the_paper_holds_no_answer_key(client, quiz, paper, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        page = client.get(paper)
    html = page.content.decode()
    assert html.count('type="radio"') == 9
    assert "Because" not in html
    assert "answer_key" not in html
    assert "is_right" not in html
    questions = page.context["questions"]
    assert not any(option.is_right for one in questions for option in one.options)


def test_options_are_text_and_never_markup(client, person, quiz):
    item = make_item(options=("a", "b"))
    version = item.item.versions.get()
    version.content["en"]["options"]["a"] = "<script>alert(1)</script> & so on"
    version.save()
    other = make_quiz(quiz.course, module=quiz.module, item_keys=[item.item.key])
    client.post(address("quiz", other.key))
    html = client.get(address("attempt", other.key, 1)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; so on" in html


def test_handing_in_shows_the_result(client, attempt, paper):
    assert client.post(paper, filled(attempt, act="submit")).url == paper
    page = client.get(paper).content.decode()
    assert "100%" in page
    assert "Passed" in page
    assert "Because (en)." in page


def test_without_a_script_an_unfinished_paper_is_handed_in_once_it_is_asked(
    client, attempt, paper, django_assert_max_num_queries
):
    assert 'name="ask"' in client.get(paper).content.decode()
    first, *_others = filled(attempt).items()
    asked = dict([first]) | {"ask": "1", "act": "submit", "shown": ["1", "2", "3"]}
    with django_assert_max_num_queries(12):  # however many questions
        page = client.post(paper, asked)
    assert [one.position for one in page.context["missing"]] == [2, 3]
    html = page.content.decode()
    assert f'href="{paper}?back=1#q2-label"' in html
    attempt.refresh_from_db()
    assert attempt.submitted_at is None
    assert attempt.items.get(position=1).answer
    withdraw_item_version(attempt.items.get(position=2).version, note="!")
    assert [one.position for one in client.post(paper, asked).context["missing"]] == [3]
    sure = {"paper": attempt.pk, "act": "submit"}
    assert client.post(paper, sure).url == paper
    attempt.refresh_from_db()
    assert attempt.submitted_at
    assert attempt.score == 50


@pytest.mark.parametrize("answers", [{}, None])
def test_a_whole_paper_and_one_whose_time_is_up_are_not_asked_for(client, attempt, paper, answers):
    if answers is not None:
        Attempt.objects.update(closes_at=timezone.now() - dt.timedelta(seconds=1))
    sent = filled(attempt) if answers is None else answers
    assert client.post(paper, sent | {"ask": "1", "act": "submit"}).url == paper
    attempt.refresh_from_db()
    assert attempt.submitted_at


@pytest.mark.parametrize(("minutes", "is_made"), [(0, True), (-60, False)])
def test_a_certificate_is_announced_once(client, attempt, paper, minutes, is_made):
    """Whoever passes again after the completion gets no other one for it."""
    client.post(paper, filled(attempt, act="submit"))
    attempt.refresh_from_db()
    completed = attempt.submitted_at + dt.timedelta(minutes=minutes)
    Enrolment.objects.filter(pk=attempt.enrolment_id).update(completed_at=completed)
    page = client.get(paper).content.decode()
    assert ("Your certificate is made now" in page) is is_made
    assert ("your certificate stays as it is" in page) is not is_made


def test_handing_in_twice_changes_nothing(client, attempt, paper):
    client.post(paper, filled(attempt, act="submit"))
    client.post(paper, filled(attempt, "b", act="submit"))
    attempt.refresh_from_db()
    assert (attempt.score, Attempt.objects.count()) == (100, 1)


def test_a_quiz_that_keeps_its_answers_does_not_show_them(client, person, quiz):
    other = make_quiz(quiz.course, module=quiz.module, shows_answers=False)
    client.post(address("quiz", other.key))
    paper = address("attempt", other.key, 1)
    client.post(paper, {"q1": "b", "act": "submit"})
    page = client.get(paper).content.decode()
    assert "Because" not in page
    assert "the right answer" not in page
    assert "0–34%" in page


def seen_after(client, quiz, number, answers):
    """All that the pages of a quiz tell of an attempt, without what is new on every page."""
    client.post(address("quiz", quiz.key))
    paper = address("attempt", quiz.key, number)
    client.post(paper, answers | {"act": "submit"})
    pages = [client.get(url).content.decode() for url in (paper, address("quiz", quiz.key))]
    changing = r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"'
    return re.sub(changing, "", " ".join(pages)).replace(f"Attempt {number}", "")


def test_two_hidden_attempts_that_differ_in_one_answer_look_the_same(client, person, quiz):
    kept = make_quiz(quiz.course, module=quiz.module, items=6, shows_answers=False)
    person_again = PersonFactory()
    wrong = seen_after(client, kept, 1, {"q1": "b", "q2": "b"})
    client.force_login(person_again)
    right = seen_after(client, kept, 1, {"q1": "a", "q2": "b"})
    without_moment = r"\d+ \w+ 20\d\d[^<]*"
    assert re.sub(without_moment, "", wrong) == re.sub(without_moment, "", right)


def test_after_a_failed_final_test_the_next_one_opens_at_a_told_time(client, person, quiz):
    final = make_quiz(quiz.course, shows_answers=False, rest_minutes=None)
    do_what_comes_before(final, make_enrolment(quiz.course, person=person))
    client.post(address("quiz", final.key))
    paper = address("attempt", final.key, 1)
    client.post(paper, {"act": "submit"})
    submitted = Attempt.objects.get(quiz=final).submitted_at
    page = client.get(paper).content.decode()
    assert official_datetime(submitted + dt.timedelta(hours=1)) in page
    assert "Try again" not in page
    assert address("lesson", "data", "module-1", "lesson-1") in page


def test_what_was_not_known_leads_back_to_its_lessons(client, attempt, paper):
    client.post(paper, filled(attempt, "b", act="submit"))
    page = client.get(paper).content.decode()
    assert "What to read again" in page
    assert address("lesson", "data", "module-1", "lesson-1") in page
    assert "Try again" in page


def test_the_page_hands_in_at_the_end_and_not_before(client, attempt, paper):
    Attempt.objects.update(closes_at=timezone.now() + dt.timedelta(seconds=100))
    assert 'data-seconds-left="100"' in client.get(paper).content.decode()


def test_the_last_minute_is_said_in_the_singular(client, paper):
    assert 'data-words-last="1 minute left"' in client.get(paper).content.decode()


def test_trying_again_leads_to_the_rules_and_begins_nothing(client, attempt, paper, quiz):
    client.post(paper, {"act": "submit"})
    page = client.get(paper).content.decode()
    assert "You have 1 attempt left." in page
    assert f'href="{address("quiz", quiz.key)}">Try again' in page
    assert f'action="{address("quiz", quiz.key)}"' not in page


def test_the_last_failed_attempt_offers_to_ask_the_trainer(client, attempt, paper, quiz):
    client.post(paper, {"act": "submit"})
    client.post(address("quiz", quiz.key))
    last = address("attempt", quiz.key, 2)
    client.post(last, {"act": "submit"})
    page = client.get(last).content.decode()
    assert "You have used all attempts" in page
    assert f'action="{address("ask_for_attempt", quiz.key)}"' in page
    assert "Try again" not in page


def test_an_earlier_try_of_a_passed_quiz_asks_for_nothing(client, attempt, paper, quiz):
    client.post(paper, {"act": "submit"})
    again = start_attempt(quiz, attempt.enrolment, language="en")
    client.post(address("attempt", quiz.key, 2), filled(again, act="submit"))
    page = client.get(paper).content.decode()
    assert "Not passed yet" in page
    assert "Try again" not in page
    assert "You have used all attempts" not in page


def test_a_final_test_leads_back_to_the_modules_of_its_questions(client, person, quiz):
    keys = [item.key for item in quiz.items.all()]
    final = make_quiz(quiz.course, item_keys=[*keys, make_item().item.key])
    do_what_comes_before(final, make_enrolment(quiz.course, person=person))
    client.post(address("quiz", final.key))
    paper = address("attempt", final.key, 1)
    client.post(paper, {"act": "submit"})
    assert "lesson-1" in client.get(paper).content.decode()


def test_answers_are_saved_while_working(client, attempt, paper):
    answer = client.post(paper, {"q1": "b", "act": "save"}, headers={"accept": "application/json"})
    assert json.loads(answer.content)["message"].startswith("Saved ")
    assert attempt.items.get(position=1).answer == ["b"]
    assert 'value="b" checked' in client.get(paper).content.decode()


def test_saving_to_go_on_later_leads_to_my_learning(client, attempt, paper):
    answer = client.post(paper, {"q1": "b", "act": "save"}, follow=True)
    assert answer.redirect_chain == [(address("my_learning"), 302)]
    assert "Your paper waits here until you hand it in." in answer.content.decode()


def test_a_paper_changed_in_two_windows_shows_both_answers(client, attempt, paper):
    html = client.get(paper).content.decode()
    assert 'name="w1" value=""' in html
    assert 'name="w1" value="b"' not in html
    client.post(paper, {"q1": "b", "w1": "", "act": "save"})
    other = {"q1": "c", "w1": "", "q2": "a", "w2": ""}
    asked = client.post(paper, other | {"act": "save"}, headers={"accept": "application/json"})
    assert (asked.status_code, json.loads(asked.content)["elsewhere"]) == (409, [1])
    answer = client.post(paper, other | {"act": "submit"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Elsewhere you chose: Option b (en)." in html
    assert 'value="c" checked' in html
    assert 'name="w1" value="b"' in html
    assert [item.answer for item in attempt.items.all()] == [["b"], ["a"], []]
    client.post(paper, other | {"w1": ["", "b"], "w2": ["", "a"], "act": "submit"})
    assert attempt.items.get(position=1).answer == ["c"]


def test_an_answer_taken_away_elsewhere_is_told_too(client, attempt, paper):
    client.post(paper, {"q1": "b", "act": "save"})
    client.post(paper, {"shown": "1", "w1": "b", "act": "save"})
    html = client.post(paper, {"q1": "c", "w1": "b", "act": "submit"}).content.decode()
    assert "Elsewhere you took your answer away." in html


def test_a_form_without_a_valid_token_is_kept_and_not_marked(person, attempt, paper):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)
    sent = filled(attempt, "b", paper=attempt.pk, csrfmiddlewaretoken="x" * 64)
    asked = browser.post(paper, sent | {"act": "save"}, headers={"accept": "application/json"})
    assert asked.status_code == 403
    page = browser.post(paper, sent | {"act": "submit"}, follow=True).content.decode()
    assert "Your answers are filled in: send them once more." in page
    assert page.count('value="b" checked') == 3
    attempt.refresh_from_db()
    assert attempt.submitted_at is None
    assert all(item.answer == [] for item in attempt.items.all())


def test_what_a_paper_holds_is_not_lost_when_its_person_signs_in_again(person, attempt, paper):
    """In another window, after the session has ended, in a browser that checks its forms."""
    browser = Client(enforce_csrf_checks=True)
    sign_in_by_form(browser, person)
    old = token_of(browser.get(paper))
    del browser.cookies["sessionid"]
    sign_in_by_form(browser, person)
    sent = filled(attempt, paper=attempt.pk, csrfmiddlewaretoken=old)
    asked = browser.post(paper, sent | {"act": "save"}, headers={"accept": "application/json"})
    assert asked.status_code == 200
    assert browser.post(paper, sent | {"act": "submit"}).url == paper
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed) == (100, True)


def token_of(answer):
    return re.search(r'csrfmiddlewaretoken" value="([^"]+)"', answer.content.decode())[1]


def sign_in_by_form(browser, person):
    token = token_of(browser.get("/accounts/login/"))
    sent = {"login": person.username, "password": "demo", "csrfmiddlewaretoken": token}
    assert browser.post("/accounts/login/", sent).status_code == 302


def test_a_question_shown_without_a_choice_is_emptied(client, attempt, paper):
    client.post(paper, {"q1": "b", "act": "save"})
    client.post(paper, {"shown": ["1", "2", "x", "-1", "၃"], "act": "save"})
    assert attempt.items.get(position=1).answer == []


@pytest.mark.parametrize("answers", [{"q1": "z"}, {"q77": "a"}, {"q1": ["a", "b"]}])
def test_an_answer_that_is_not_on_the_paper_is_refused(client, attempt, paper, answers):
    answer = client.post(paper, answers | {"act": "submit"})
    assert answer.status_code == 400
    assert "did not belong to this paper" in answer.content.decode()
    attempt.refresh_from_db()
    assert attempt.submitted_at is None


def test_the_paper_of_somebody_else_is_not_found(client, paper):
    client.force_login(PersonFactory())
    assert client.get(paper).status_code == 404
    assert client.post(paper, {"act": "submit"}).status_code == 404


def test_a_form_left_open_does_not_answer_the_paper_of_the_next_person(
    client, quiz, attempt, paper
):
    client.force_login(PersonFactory())
    client.post(address("quiz", quiz.key))
    sent = filled(attempt, paper=attempt.pk)
    for act in ("save", "submit"):
        assert client.post(paper, sent | {"act": act}).status_code == 404
    assert all(item.answer == [] for item in Attempt.objects.latest("pk").items.all())


def test_after_the_time_what_was_saved_is_marked(client, attempt, paper):
    client.post(paper, {"q1": "a", "act": "save"})
    Attempt.objects.update(closes_at=timezone.now() - dt.timedelta(hours=1))
    answer = client.post(
        paper, filled(attempt, act="save"), headers={"accept": "application/json"}
    )
    assert (answer.status_code, json.loads(answer.content)["closed"]) == (409, True)
    page = client.get(paper).content.decode()
    assert "33%" in page
    assert "The time was over. The answers saved by then were marked." in page
    client.post(paper, filled(attempt, act="submit"))
    attempt.refresh_from_db()
    assert attempt.score == 33


def test_a_time_limit_is_told_in_words_and_seconds(client, person, quiz):
    other = make_quiz(quiz.course, module=quiz.module, time_limit=20)
    client.post(address("quiz", other.key))
    page = client.get(address("attempt", other.key, 1)).content.decode()
    assert "Hand in by" in page
    assert "You have 19 minutes left." in page
    assert 'data-seconds-left="1' in page


def test_minutes_granted_meanwhile_are_told_to_the_open_page(client, attempt, paper):
    Attempt.objects.update(closes_at=timezone.now() + dt.timedelta(minutes=15))
    sent = {"act": "save", "paper": attempt.pk}
    answer = client.post(paper, sent, headers={"accept": "application/json"})
    assert 895 < answer.json()["seconds_left"] <= 900


def test_saving_signed_out_says_so(client, attempt, paper):
    client.logout()
    answer = client.post(paper, {"act": "save"}, headers={"accept": "application/json"})
    assert answer.status_code == 401
    told = json.loads(answer.content)
    assert "signed out" in told["message"]
    assert told["sign_in"] == f"/accounts/login/?next={paper}"


def test_what_is_saved_signed_out_by_a_script_is_kept_piece_by_piece(
    client, person, attempt, paper
):
    client.logout()
    for piece in ({"q1": "b"}, {"q2": "c"}):
        sent = piece | {"paper": attempt.pk, "act": "save"}
        client.post(paper, sent, headers={"accept": "application/json"})
    client.force_login(person)
    page = client.get(paper).content.decode()
    assert "filled in below" in page
    assert ('value="b" checked' in page, 'value="c" checked' in page) == (True, True)


def test_the_paper_is_shown_in_either_language_with_its_answers(client, attempt, paper):
    client.post(paper, {"q1": "b", "act": "save"})
    page = client.get(address("attempt", attempt.quiz.key, 1, language="my")).content.decode()
    assert "Which? (my)" in page
    assert 'value="b" checked' in page


def test_the_result_keeps_its_budget(client, attempt, paper, django_assert_max_num_queries):
    submit_attempt(attempt, right_answers(attempt))
    client.get(paper)
    with django_assert_max_num_queries(12):
        client.get(paper)


def test_a_withdrawn_question_says_on_paper_and_result_that_it_counts_for_nobody(
    client, attempt, paper
):
    withdraw_item_version(attempt.items.get(position=1).version, note="Two answers are right.")
    page = client.get(paper).content.decode()
    assert page.count("This question is withdrawn") == 1
    submit_attempt(attempt, right_answers(attempt) | {2: ["b"]})
    page = client.get(paper).content.decode()
    assert "You answered 1 of 2 questions rightly" in page
    assert page.count("Withdrawn, counts for nobody") == 1
    assert "does not count towards the limit" in page
    assert page.count("Because (en).") == 2  # what the wrong key says is not shown
