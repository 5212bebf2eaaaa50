"""A quiz is the same in every language, and its preview tells no answer."""

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail_localize.fields import get_translatable_fields

from cms.models import QuizPage
from courses.models import Quiz
from courses.quizzes import start_attempt
from tests.cms import factories as f
from tests.courses.factories import make_enrolment

pytestmark = pytest.mark.any_database


def preview(page):
    return page.make_preview_request().content.decode()


def test_numbers_and_choices_are_the_same_in_every_language():
    fields = {one.field_name: one for one in get_translatable_fields(QuizPage)}
    # Without a kind given, a new page asks the database for its own, unless another test did.
    quiz = QuizPage(content_type_id=1)
    for name in (
        "draw_count",
        "pass_mark",
        "attempt_limit",
        "time_limit",
        "answers_shown",
        "grading_rule",
        "shuffles_questions",
        "shuffles_options",
        "sections",
        "rest_minutes",
        "retry_days",
        "supervision",
        "is_first_test",
        "grading_rule",
        "banks",
    ):
        assert fields[name].is_synchronized(quiz)
        assert not fields[name].is_translated(quiz)


def test_previews_never_show_the_right_answer(course, shelf):
    bank = f.put_bank(shelf, items=[f.item(), f.item(kind="multiple", right=(0, 2), order=1)])
    quiz = f.put_quiz(course, bank)
    for page in (bank, quiz):
        html = preview(page)
        assert "Answer 0" in html
        assert 'type="checkbox"' in html
        for word in ("is_correct", "checked", "Because it names"):
            assert word not in html


def test_the_row_and_the_page_agree_on_the_address(course, shelf):
    quiz = f.put_quiz(course, f.put_bank(shelf))
    assert quiz.url.endswith(reverse("courses:quiz", args=[Quiz.objects.get().key])[3:])


@pytest.fixture
def english():
    with translation.override("en"):
        yield


def put_test(course, shelf, *, questions, **rules):
    items = [f.item(f"Which is {n}?", order=n) for n in range(questions)]
    bank = f.put_bank(shelf, slug=f"bank-{questions}", items=items)
    return f.put_quiz(course, bank, **{"draw_count": 2, "answers_shown": "never"} | rules)


@pytest.mark.parametrize(
    ("questions", "draw", "told"),
    [(6, 2, None), (5, 2, "draws 2 of 5 questions. Write at least 6"), (5, None, "asks all 5")],
)
def test_the_author_is_told_of_a_bank_too_small_for_the_draw(
    course, shelf, english, questions, draw, told
):
    weak = put_test(course, shelf, questions=questions, draw_count=draw).list_weaknesses()
    assert len(weak) == (0 if told is None else 1)
    assert told is None or told in weak[0]


def test_the_author_is_told_of_a_final_test_that_shows_its_answers(course, shelf, english):
    [weak] = put_test(course, shelf, questions=6, answers_shown="always").list_weaknesses()
    assert "shows its right answers" in weak


def test_the_author_is_told_of_a_quiz_that_shows_what_the_test_hides(course, shelf, english):
    final = put_test(course, shelf, questions=6)
    module = f.put_module(course)
    practice = f.put_quiz(module, final.banks.get().bank, slug="practice", title="Practice")
    assert practice.list_weaknesses() == []
    [weak] = final.list_weaknesses()
    assert "“Practice” draws from the same bank" in weak


def test_the_editor_and_publishing_warn_and_do_not_block(client, course, shelf, admin_user):
    quiz = put_test(course, shelf, questions=3)
    client.force_login(admin_user)
    url = reverse("wagtailadmin_pages:edit", args=[quiz.pk])
    [weak] = quiz.list_weaknesses()
    assert weak in client.get(url).content.decode()
    row = quiz.banks.get()
    form = {
        "title": "Changed",
        "slug": quiz.slug,
        "draw_count": "2",
        "pass_mark": "70",
        "rest_minutes": "90",
        "retry_days": "14",
        "supervision": "may",
        "answers_shown": "never",
        "grading_rule": "partial",
        "marker_count": "1",
        "marker_threshold": "20",
        "sections-TOTAL_FORMS": "0",
        "sections-INITIAL_FORMS": "0",
        "banks-TOTAL_FORMS": "1",
        "banks-INITIAL_FORMS": "1",
        "banks-0-id": row.pk,
        "banks-0-bank": row.bank_id,
        "banks-0-ORDER": "1",
        "action-publish": "1",
    }
    answer = client.post(url, form, follow=True)
    assert weak in answer.content.decode()
    row = Quiz.objects.get()
    assert (row.titles["en"], row.rest_minutes, row.supervision) == ("Changed", 90, "may")


def test_a_first_test_stands_alone_in_the_course_and_stays_what_it_is(course, shelf, english):
    bank = f.put_bank(shelf)
    page = f.put_quiz(course, bank, is_first_test=True, attempt_limit=9, answers_shown="always")
    row = Quiz.objects.get(key=page.translation_key)
    assert (row.is_first_test, row.attempt_limit, row.answers_shown) == (True, 1, "never")
    assert "quizpage" not in course.list_published_parts()
    second = f.put_quiz(course, bank, slug="second")
    second.is_first_test = True
    assert "The course has a first test already" in second.list_problems()[0].words
    enrolment = make_enrolment(row.course)
    start_attempt(row, enrolment, language="en")
    page.is_first_test = False
    assert "so it stays what it is" in page.list_problems()[0].words
