"""Nothing empty or unfinishable is published, whichever way."""

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.urls import reverse
from django.utils import translation
from wagtail import hooks
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.models import BankPage, CoursePage, LessonPage, QuizPage
from courses.items import withdraw_item_version
from courses.models import Course, ItemVersion
from tests.cms import factories as f
from tests.people.sign_in import signed_in

pytestmark = pytest.mark.any_database


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def told(page):
    return [problem.words for problem in page.list_problems()]


def put_whole_course(shelf, *, publish=True):
    """A course with a lesson and a quiz; unpublished ones stand below it in the order of work."""
    course = f.put_course(shelf, publish=publish)
    module = f.put_module(course, publish=publish)
    f.put_lesson(module, publish=publish)
    bank = f.put_bank(shelf)
    quiz = QuizPage(title="Quiz", slug="quiz")
    quiz.banks = [f.QuizBank(bank=bank)]
    f.put(module, quiz, publish=publish)
    return course


def test_a_course_needs_a_published_lesson_and_a_published_test(shelf):
    course = f.put_course(shelf, publish=False)
    assert [words.split(".")[0] for words in told(course)] == [
        "The course has no published lesson",
        "The course has no published test",
    ]
    module = f.put_module(course)
    f.put_lesson(module)
    [words] = told(course)
    assert "no published test" in words
    course.gives_certificate = False
    assert told(course) == []
    course.gives_certificate = True
    f.put_quiz(module, f.put_bank(shelf))
    assert told(course) == []


def test_a_course_without_certificate_is_not_empty_either(shelf):
    [words] = told(f.put_course(shelf, publish=False, gives_certificate=False))
    assert "The course is empty" in words


def test_a_course_says_to_learners_whether_it_gives_a_certificate(shelf):
    f.put_course(shelf, gives_certificate=False)
    assert not Course.objects.get().gives_certificate


def test_a_translated_course_counts_the_lessons_of_its_source(shelf):
    course = put_whole_course(shelf)
    assert told(f.in_burmese(course)) == []


def test_a_quiz_needs_questions_of_published_banks(shelf):
    course = f.put_course(shelf)
    bank = f.put_bank(shelf)
    quiz = f.put_quiz(course, bank, draw_count=2)
    assert told(quiz) == []
    withdraw_item_version(ItemVersion.objects.first(), note="Wrong.")
    [words] = told(quiz)
    assert "draws 2 questions and would find only 1" in words
    bank.unpublish()
    unpublished, empty = told(QuizPage.objects.get(pk=quiz.pk))
    assert "“Questions” is not published" in unpublished
    assert "no question to ask" in empty


def test_a_bank_keeps_as_many_questions_as_a_published_quiz_draws(shelf):
    bank = f.put_bank(shelf)
    f.put_quiz(f.put_course(shelf), bank, title="Test", draw_count=2)
    bank = BankPage.objects.get(pk=bank.pk)
    assert told(bank) == []
    bank.items.remove(bank.items.first())
    [words] = told(bank)
    assert "“Test” draws 2 questions and would find only 1" in words


def test_the_editor_keeps_a_draft_and_says_what_to_mend(rf, shelf):
    request = rf.post("/cms/")
    request.session, request.user = {}, None
    request._messages = FallbackStorage(request)
    [hook] = [
        one
        for one in hooks.get_hooks("before_publish_page")
        if one.__name__ == "keep_unready_page_as_draft"
    ]
    course = f.put_course(shelf, publish=False)
    assert hook(request, course)["Location"] == reverse(
        "wagtailadmin_pages:edit", args=[course.pk]
    )
    first, *problems = [str(message) for message in request._messages]
    assert "Saved as a draft" in first
    assert len(problems) == 2
    course.delete()
    assert hook(request, put_whole_course(shelf)) is None


def test_what_is_refused_as_it_is_made_is_a_draft(client, shelf):
    signed_in(client, "trainer", agency=shelf.agency)
    module = f.put_module(f.put_course(shelf))
    form = {"title": "Nothing yet", "slug": "nothing", "minutes": "5", "body": streamfield([])}
    answer = client.post(
        reverse("wagtailadmin_pages:add", args=["cms", "lessonpage", module.pk]),
        nested_form_data(form) | {"action-publish": "on"},
    )
    page = LessonPage.objects.get(slug="nothing")
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not page.live


@pytest.mark.parametrize("is_whole", [True, False])
def test_what_is_below_is_published_first_and_what_is_not_ready_stays_a_draft(
    client, shelf, is_whole
):
    signed_in(client, "trainer", agency=shelf.agency, language="en")
    course = put_whole_course(shelf, publish=False)
    if not is_whole:
        QuizPage.objects.get().delete()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(
        f"{url}?id={course.pk}&next=/cms/", {"include_descendants": "on"}, follow=True
    )
    assert CoursePage.objects.get(pk=course.pk).live is is_whole
    assert ("no published test" in answer.content.decode()) is not is_whole
    assert Course.objects.filter(is_live=True).exists() is is_whole
