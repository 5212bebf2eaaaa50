"""The learner asks with one sentence; the trainer or HR manager answers on one page."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from courses.models import AttemptGrant, AttemptRequest
from courses.progress.completion import complete_lesson
from courses.quizzes.attempts import start_attempt, submit_attempt
from courses.quizzes.support import grant_attempt
from tests.courses.addresses import address
from tests.courses.factories import make_lesson, make_module, make_quiz
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory, RoleFactory
from tests.people.sign_in import way_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def used_up(quiz, attempt):
    """The enrolment of a learner who has used both attempts."""
    submit_attempt(attempt, {})
    submit_attempt(start_attempt(quiz, attempt.enrolment, language="en"), {})
    return attempt.enrolment


@pytest.fixture
def request_made(quiz, used_up):
    return AttemptRequest.objects.create(
        quiz=quiz, enrolment=used_up, wish="The power was cut.", asked_at=timezone.now()
    )


def sign_in_with_role(client, kind, agency):
    person = PersonFactory()
    RoleFactory(person=person, agency=agency, kind=kind)
    client.force_login(person)
    return person


def page_of(enrolment):
    return address("support_learner", enrolment.pk)


def test_who_has_used_all_attempts_asks_on_the_page_of_the_quiz(client, used_up, quiz):
    page = address("quiz", quiz.key)
    assert "Say in one sentence" in client.get(page).content.decode()
    answer = client.post(
        address("ask_for_attempt", quiz.key), {"wish": "The power was cut."}, follow=True
    )
    html = answer.content.decode()
    assert "Your trainer has been asked." in html
    assert "You asked your trainer for one more attempt on" in html
    assert AttemptRequest.objects.waiting().get().wish == "The power was cut."
    client.post(address("ask_for_attempt", quiz.key), {"withdraw": "1"})
    assert not AttemptRequest.objects.waiting().exists()
    assert "Say in one sentence" in client.get(page).content.decode()


def test_the_form_that_asks_is_taken_from_a_browser(used_up, quiz):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(used_up.person)
    html = browser.get(address("quiz", quiz.key)).content.decode()
    form = html[html.index(f'action="{address("ask_for_attempt", quiz.key)}"') :]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.partition("</form>")[0])
    asked = {"wish": "The power was cut.", "csrfmiddlewaretoken": token and token[1]}
    assert browser.post(address("ask_for_attempt", quiz.key), asked).status_code == 302
    assert AttemptRequest.objects.waiting().exists()


def test_asking_without_a_word_or_without_need_is_told(client, person, quiz, used_up):
    asked = client.post(address("ask_for_attempt", quiz.key), {"wish": " "}, follow=True)
    assert "Please say in one sentence" in asked.content.decode()
    grant_attempt(quiz, used_up, by=PersonFactory(), reason="The power was cut.")
    asked = client.post(address("ask_for_attempt", quiz.key), {"wish": "x"}, follow=True)
    assert "You need not ask" in asked.content.decode()
    assert not AttemptRequest.objects.exists()


def test_asking_takes_an_account_and_an_enrolment(client, quiz):
    assert client.post(address("ask_for_attempt", quiz.key)).url.startswith("/accounts/login/")
    client.force_login(PersonFactory())
    assert client.post(address("ask_for_attempt", quiz.key)).status_code == 404


def test_what_was_written_before_signing_in_is_asked_after_it(client, used_up, quiz):
    wish = "မီး" * 100  # as long as it may be
    client.logout()
    ask = address("ask_for_attempt", quiz.key)
    back = way_back(client.post(ask, {"wish": wish}))
    assert back.startswith(f"{ask}?resume=")
    client.force_login(used_up.person)
    assert client.get(back).url == address("quiz", quiz.key)
    assert AttemptRequest.objects.waiting().get().wish == wish


def test_my_learning_says_that_attempts_are_used_up_and_what_to_do(client, used_up, quiz):
    for step in ("lesson-1",):
        client.post(address("lesson", "data", "module-1", step))
    html = client.get(address("my_learning")).content.decode()
    assert "You have used all attempts at “Quiz (en)”." in html
    assert "Ask the trainer for one more" in html
    client.post(address("ask_for_attempt", quiz.key), {"wish": "Please."})
    html = client.get(address("my_learning")).content.decode()
    assert "You asked for one more on" in html
    grant_attempt(quiz, used_up, by=PersonFactory(), reason="The power was cut.")
    html = client.get(address("my_learning")).content.decode()
    assert "You have been given one more attempt at “Quiz (en)”." in html


def test_my_learning_tells_it_of_a_quiz_that_is_not_next_and_leads_on(client, used_up, quiz):
    def going_on():
        return client.get(address("my_learning")).context["going_on"].next_step.url

    assert going_on() == address("lesson", "data", "module-1", "lesson-1")
    assert "You have used all" in client.get(address("my_learning")).content.decode()
    client.post(address("lesson", "data", "module-1", "lesson-1"))
    later = make_lesson(quiz.course, module=make_module(quiz.course, position=2), position=2)
    make_quiz(quiz.course)
    assert going_on() == address("lesson", "data", "module-2", "lesson-2")
    complete_lesson(used_up, later)
    # The final test waits for the quiz, and the quiz for the trainer.
    assert client.get(address("my_learning")).context["going_on"] is None


def test_a_last_paper_that_is_open_is_gone_on_with_and_not_asked_for(client, attempt, quiz):
    submit_attempt(attempt, {})
    start_attempt(quiz, attempt.enrolment, language="en")
    html = client.get(address("my_learning")).content.decode()
    assert "is not handed in yet." in html
    assert "You have used all" not in html
    html = client.get(address("attempt", quiz.key, 1)).content.decode()
    assert "Go on with your paper" in html
    assert "You have used all" not in html
    client.post(address("ask_for_attempt", quiz.key), {"wish": "More."})
    assert not AttemptRequest.objects.exists()


@pytest.mark.parametrize("kind", ["trainer", "hr"])
def test_trainer_and_hr_manager_grant_what_was_asked(client, request_made, quiz, kind):
    learner = request_made.enrolment
    office = AgencyFactory()
    PostingFactory(person=learner.person, agency=office)
    by = sign_in_with_role(client, kind, quiz.course.agency if kind == "trainer" else office)
    html = client.get(address("support")).content.decode()
    assert "The power was cut." in html
    assert page_of(learner) in html
    html = client.get(page_of(learner)).content.decode()
    assert "The power was cut." in html
    assert f'<option value="{quiz.pk}" selected>' in html
    sent = {"quiz": quiz.pk, "kind": "attempt", "reason": "It was not her fault."}
    answer = client.post(page_of(learner), sent, follow=True)
    assert "It is granted." in answer.content.decode()
    assert "It was not her fault." in answer.content.decode()
    assert AttemptGrant.objects.get().granted_by == by
    assert start_attempt(quiz, learner, language="en").number == 3


@pytest.mark.parametrize("reason", ["", "\u200b\u3164"])
def test_a_grant_without_a_reason_that_is_seen_is_refused(client, request_made, quiz, reason):
    sign_in_with_role(client, "trainer", quiz.course.agency)
    sent = {"quiz": quiz.pk, "kind": "attempt", "reason": reason}
    assert client.post(page_of(request_made.enrolment), sent).status_code == 422
    assert not AttemptGrant.objects.exists()


@pytest.mark.parametrize(("kind", "place"), [("trainer", "office"), ("hr", "school")])
def test_nobody_helps_beyond_the_role(client, request_made, quiz, kind, place):
    learner = request_made.enrolment
    office = AgencyFactory()
    PostingFactory(person=learner.person, agency=office)
    sign_in_with_role(client, kind, office if place == "office" else quiz.course.agency)
    assert "The power was cut." not in client.get(address("support")).content.decode()
    sent = {"quiz": quiz.pk, "kind": "attempt", "reason": "x"}
    assert client.get(page_of(learner)).status_code == 404
    assert client.post(page_of(learner), sent).status_code == 404
    assert not AttemptGrant.objects.exists()


def test_nobody_grants_to_themselves(client, request_made, quiz, person):
    RoleFactory(person=person, agency=quiz.course.agency, kind="trainer")
    assert client.get(address("support")).status_code == 200
    assert client.get(page_of(request_made.enrolment)).status_code == 404
    person.is_superuser = True
    person.save()
    assert client.get(page_of(request_made.enrolment)).status_code == 404


def test_who_has_no_such_role_is_refused(client, person):
    assert client.get(address("support")).status_code == 403
    sign_in_with_role(client, "translator", AgencyFactory())
    assert client.get(address("support")).status_code == 403


def test_a_request_is_declined_with_words(client, request_made, quiz):
    sign_in_with_role(client, "trainer", quiz.course.agency)
    page = page_of(request_made.enrolment)
    client.post(page, {"decline": request_made.pk, "answer": ""})
    assert AttemptRequest.objects.waiting().exists()
    client.post(page, {"decline": request_made.pk, "answer": "Read the lesson first."})
    request_made.refresh_from_db()
    assert (request_made.state, request_made.answer) == ("declined", "Read the lesson first.")


def test_a_learner_is_found_by_name_or_number_and_gets_more_time(client, attempt, quiz):
    quiz.time_limit = 20
    quiz.save()
    sign_in_with_role(client, "trainer", quiz.course.agency)
    learner = attempt.enrolment
    for words in (
        "khin myo",
        learner.person.staff_number,
        f"{learner.person.staff_number}\0",
        "ခင်မျိုး",
    ):
        html = client.get(address("support"), {"q": words}).content.decode()
        assert page_of(learner) in html
    sent = {"quiz": quiz.pk, "kind": "time", "minutes": "", "reason": "Low sight."}
    assert "Say how many more minutes." in client.post(page_of(learner), sent).content.decode()
    client.post(page_of(learner), sent | {"minutes": "15"})
    grant = AttemptGrant.objects.get()
    assert (grant.minutes, grant.reason) == (15, "Low sight.")
    client.post(page_of(learner), {"withdraw": grant.pk})
    assert "Taken back" in client.get(page_of(learner)).content.decode()


def test_a_form_that_fits_nothing_says_so(client, attempt, quiz):
    sign_in_with_role(client, "trainer", quiz.course.agency)
    page = page_of(attempt.enrolment)
    sent = {"quiz": quiz.pk, "kind": "attempt", "reason": "x"}
    assert "is open to the learner already" in client.post(page, sent).content.decode()
    refused = client.post(page, sent | {"kind": "time", "minutes": "5"})
    assert (refused.status_code, "has no time limit" in refused.content.decode()) == (422, True)


def test_minutes_without_an_attempt_left_and_a_second_click_are_told(client, used_up, quiz):
    quiz.time_limit = 20
    quiz.save()
    sign_in_with_role(client, "trainer", quiz.course.agency)
    page = page_of(used_up)
    assert 'name="seen" value="0"' in client.get(page).content.decode()
    sent = {"quiz": quiz.pk, "kind": "time", "minutes": "၁၅", "reason": "Slow.", "seen": "0"}
    first = client.post(page, sent, follow=True).content.decode()
    assert "has no attempt left for these minutes" in first
    second = client.post(page, sent)
    assert (second.status_code, AttemptGrant.objects.get().minutes) == (422, 15)
    assert "Something was granted meanwhile" in second.content.decode()


def test_the_menu_counts_what_waits_on_every_page(client, request_made):
    """A page that lists what waits has no other number in its menu."""
    sign_in_with_role(client, "trainer", request_made.quiz.course.agency)
    for page in (address("support"), page_of(request_made.enrolment)):
        assert '<span class="nav__count">1</span>' in client.get(page).content.decode()


def test_a_list_of_any_length_keeps_its_budget(
    client, request_made, django_assert_max_num_queries
):
    sign_in_with_role(client, "trainer", request_made.quiz.course.agency)
    client.get(address("support"))
    with django_assert_max_num_queries(6):
        client.get(address("support"), {"q": "khin"})
    with django_assert_max_num_queries(16):
        client.get(page_of(request_made.enrolment))
