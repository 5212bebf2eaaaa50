"""An author goes through a course as a learner would, and nothing of it is anywhere afterwards."""

import datetime as dt

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.authoring.trials import TRIAL_TIME, LearnerTrial
from cms.models import BankItem, LessonPage, ModulePage, QuizPage
from cms.questions.drafts import build_item
from cms.questions.trial import QuizTrial
from courses.items.kinds import find_kind
from courses.models import AnswersShown
from tests.cms import factories as f
from tests.courses.items.kinds.questions import QUESTIONS, make_draft
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.any_database

# What an office does not ask: its own bookkeeping of requests.
NOT_OF_THE_RECORD = {"sessions.Session", "people.Message"}


@pytest.fixture
def course(shelf, client):
    signed_in(client, "trainer", agency=shelf.agency, language="en")
    course = f.put_course(shelf, publish=False)
    lesson = f.put_lesson(f.put_module(course, publish=False), publish=False)
    lesson.title = "A newer title"
    lesson.save_revision()
    shown = {"answers_shown": AnswersShown.NEVER, "attempt_limit": 2}
    f.put_quiz(course, f.put_bank(shelf), **shown)
    return course


@pytest.fixture
def address(course):
    return reverse("course_trial", args=[course.pk])


def part(course, model):
    return reverse("course_trial_part", args=[course.pk, model.objects.get().pk])


def count_rows():
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.label not in NOT_OF_THE_RECORD
    }


def answer(client, address, *, right):
    """Take the paper at the address, all right or all wrong."""
    paper = client.get(address)["Location"]
    page = client.get(paper)
    sent = {"shown": [str(one.position) for one in page.context["questions"]]}
    for question in page.context["questions"]:
        for option in question.parts.options:
            if (option.text == "Answer 0") == right:
                sent[f"q{question.position}"] = option.id
    return client.post(paper, sent)


def test_a_course_is_gone_through_as_drafts_and_leaves_no_row(client, course, address):
    assert "Begin the trial" in client.get(address).content.decode()
    before = count_rows()
    begun = client.post(address, {"act": "begin"}, follow=True).content.decode()
    assert "A newer title" in begun
    assert "It ends by" in begun
    locked = client.get(part(course, QuizPage), follow=True).content.decode()
    assert "Opens once the lessons" in locked
    client.post(part(course, LessonPage))
    failed = answer(client, part(course, QuizPage), right=False)
    assert (failed.context["result"].passed, failed.context["shows_answers"]) == (False, False)
    assert "Answer 0" not in failed.content.decode()
    passed = answer(client, part(course, QuizPage), right=True)
    assert (passed.context["result"].score, passed.context["result"].passed) == (100, True)
    assert "The course is passed" in client.get(address).content.decode()
    assert count_rows() == before
    client.post(address, {"act": "end"})
    assert client.get(address).context["trial"] is None


def test_a_trial_is_passed_by_the_rule_of_the_course(client, course, address):
    quiz = QuizPage.objects.get()
    page = course.get_latest_revision_as_object()
    page.passes_by = "any"
    attended = ("group", [("lessons", 100), ("attendance", 80)])
    page.pass_rule = [
        attended,
        ("group", [("quiz", {"quiz": quiz, "at_least": 50})]),
    ]
    page.save_revision()
    client.post(address)
    begun = client.get(address).context
    # One way asks for the test alone, so it waits for nothing.
    assert not any(step.is_locked for step in begun["steps"])
    assert (begun["how_far"].done, begun["how_far"].total) == (0, 1)
    client.post(part(course, LessonPage))
    assert client.get(address).context["how_far"].percent == 50  # nobody attends in a trial
    answer(client, part(course, QuizPage), right=True)
    assert client.get(address).context["how_far"].percent == 100
    page.pass_rule = [attended]
    page.save_revision()
    assert client.get(address).context["how_far"].percent == 100  # there is no other way


def test_attempts_are_as_many_as_a_learner_has(client, course, address):
    client.post(address)
    client.post(part(course, LessonPage))
    for _attempt in range(2):
        answer(client, part(course, QuizPage), right=False)
    used = client.get(part(course, QuizPage), follow=True).content.decode()
    assert "All attempts are used." in used


def test_a_paper_of_every_kind_is_marked_and_shows_what_is_right(client, course, address, shelf):
    bank = f.put_bank(
        shelf, slug="kinds", items=[build_item(make_draft(one)) for one in QUESTIONS]
    )
    quiz = f.put_quiz(ModulePage.objects.get(), bank, slug="kinds", draw_count=len(QUESTIONS))
    client.post(address)
    part_address = reverse("course_trial_part", args=[course.pk, quiz.pk])
    for tried in (f"{part_address}?paper=7", f"{reverse('quiz_try', args=[quiz.pk])}?paper=7"):
        drawn = QuizTrial(quiz, published=False).draw(7)
        right = {
            f"q{one.position}": find_kind(one.version.kind).build_right_answer(
                one.version.answer_key
            )
            for one in drawn
        }
        shown = {"shown": [str(one.position) for one in drawn]}
        marked = client.post(tried, shown | right).context
        assert marked["result"].score == 100
        assert {one.kind for one in marked["questions"] if one.is_right} == {*QUESTIONS}
        # The right answer of each stands beside it, and not only that of the last.
        missed = client.post(tried, shown).context["questions"]
        options = [one for one in missed if one.kind in ("single", "multiple", "true_false")]
        assert all(any(part.is_right for part in one.options) for one in options)
        assert not any(one.is_corrected for one in missed)


def test_an_essay_waits_and_bars_no_way(client, course, address, shelf):
    essay = BankItem(kind="essay", stem="<p>Write.</p>", options=[("essay", {})])
    bank = f.put_bank(shelf, slug="essays", items=[essay])
    quiz = f.put_quiz(ModulePage.objects.get(), bank, slug="essay")
    client.post(address)
    paper = client.get(reverse("course_trial_part", args=[course.pk, quiz.pk]))["Location"]
    for tried in (paper, f"{reverse('quiz_try', args=[quiz.pk])}?paper=1"):
        marked = client.post(tried, {"shown": "1", "q1": "text:Some words."})
        assert "Waits for marks" in marked.content.decode()
        assert "outcome__score" not in marked.content.decode()
    steps = {step.page.pk: step for step in client.get(address).context["steps"]}
    assert (steps[quiz.pk].is_done, steps[quiz.pk].scores) == (True, ())


def test_an_address_that_is_passed_on_shows_nobody_elses_trial(client, course, address, shelf):
    client.post(address)
    client.post(part(course, LessonPage))
    colleague = Client()
    signed_in(colleague, "trainer", agency=shelf.agency, language="en")
    assert colleague.get(part(course, LessonPage))["Location"] == address
    assert colleague.get(address).context["trial"] is None
    translator = Client()
    signed_in(translator, "translator", agency=shelf.agency)
    assert translator.get(address).status_code == 302
    assert translator.post(address).status_code == 302


def test_a_trial_ends_by_itself():
    now = timezone.now()
    kept = LearnerTrial(1, now + TRIAL_TIME, [3]).write()
    assert LearnerTrial.read(kept, now=now + TRIAL_TIME - dt.timedelta(seconds=1)).done == [3]
    assert LearnerTrial.read(kept, now=now + TRIAL_TIME) is None
    assert LearnerTrial.read(None, now=now) is None
