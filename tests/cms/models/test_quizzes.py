"""A quiz is the same in every language, and its preview tells no answer."""

from django.urls import reverse
from wagtail_localize.fields import get_translatable_fields

from cms.models import QuizPage
from courses.models import Quiz
from tests.cms import factories as f


def preview(page):
    return page.make_preview_request().content.decode()


def test_numbers_and_choices_are_the_same_in_every_language():
    fields = {one.field_name: one for one in get_translatable_fields(QuizPage)}
    quiz = QuizPage()
    for name in (
        "draw_count",
        "pass_mark",
        "attempt_limit",
        "time_limit",
        "shows_answers",
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
