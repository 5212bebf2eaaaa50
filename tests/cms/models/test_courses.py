import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.images.models import Image
from wagtail.models import Page
from wagtail_localize.fields import get_translatable_fields

from cms.bootstrap import ensure_agency_catalog
from cms.models import (
    AgencyCatalogPage,
    BankItem,
    BankPage,
    CatalogPage,
    CoursePage,
    HomePage,
    LessonPage,
    ModulePage,
    QuizPage,
)
from courses.models import Quiz
from tests.cms import factories as f
from tests.people.factories import AgencyFactory


@pytest.fixture
def course(shelf):
    return f.put_course(shelf)


@pytest.fixture
def lesson(course):
    return f.put_lesson(f.put_module(course))


def preview(page):
    return page.make_preview_request().content.decode()


@pytest.mark.parametrize(
    ("parent", "child", "allowed"),
    [
        (HomePage, CatalogPage, True),
        (HomePage, CoursePage, False),
        (CatalogPage, AgencyCatalogPage, True),
        (CatalogPage, CoursePage, False),
        (AgencyCatalogPage, CoursePage, True),
        (AgencyCatalogPage, BankPage, True),
        (CoursePage, ModulePage, True),
        (CoursePage, QuizPage, True),
        (CoursePage, LessonPage, False),
        (ModulePage, LessonPage, True),
        (ModulePage, QuizPage, True),
        (LessonPage, LessonPage, False),
    ],
)
def test_the_tree_has_one_shape(parent, child, allowed):
    assert (child in parent.allowed_subpage_models()) is allowed


def test_pages_have_the_addresses_that_courses_answers(course, lesson, shelf):
    quiz = f.put_quiz(course, f.put_bank(shelf))
    assert course.url == "/en/courses/data/"
    assert lesson.url == "/en/courses/data/one/first/"
    assert quiz.url == f"/en/quizzes/{quiz.translation_key}/"
    assert f.in_burmese(course).url == "/my/courses/data/"


def test_a_page_keeps_its_slug_in_every_language(course):
    page = f.in_burmese(course)
    assert page.slug == "data"
    course.refresh_from_db()
    course.slug = "data-at-work"
    course.save_revision().publish()
    assert str(get_translatable_fields(CoursePage)).count("SynchronizedField slug") == 1


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


def test_a_bank_is_nobodys_page(shelf, client):
    bank = f.put_bank(shelf)
    assert bank.url is None
    response = client.get(f"/en/courses/{shelf.slug}/{bank.slug}/")
    assert b"Answer 0" not in response.content


def test_a_visit_to_a_place_in_the_tree_is_sent_to_its_address(course, shelf, client):
    response = client.get(f"/en/courses/{shelf.slug}/{course.slug}/")
    assert response.status_code in (302, 404)


def test_two_courses_cannot_share_an_address(course, english):
    other = ensure_agency_catalog(AgencyFactory())
    with pytest.raises(ValidationError, match="address"):
        f.put_course(other, slug=course.slug)


def test_a_picture_of_a_course_needs_words(course, english):

    course.cover = Image(title="x")
    with pytest.raises(ValidationError, match="picture shows"):
        course.clean()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"right": ()}, "Mark the right answer"),
        ({"right": (0, 1)}, "one right answer only"),
        ({"options": 1}, "at least two"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(fields, message, english):
    with pytest.raises(ValidationError, match=message):
        f.item(**fields).clean()


def test_a_question_may_have_several_right_answers():
    f.item(kind="multiple", right=(0, 2)).clean()


def test_a_copied_bank_has_items_of_its_own(shelf):
    bank = f.put_bank(shelf)
    copy = bank.copy(to=shelf, update_attrs={"slug": "copy"})
    assert BankItem.objects.count() == 4
    assert BankItem.objects.values("translation_key").distinct().count() == 4
    assert copy.translation_key != bank.translation_key


def test_option_ids_are_kept_in_translation(shelf):
    bank = f.put_bank(shelf)
    page = f.in_burmese(bank)
    for item, other in zip(bank.items.all(), page.items.all(), strict=True):
        assert item.translation_key == other.translation_key
        assert [one.id for one in item.options] == [one.id for one in other.options]
        assert [one.value["is_correct"] for one in item.options] == [
            one.value["is_correct"] for one in other.options
        ]


def test_a_preview_shows_what_learners_will_see(lesson):
    lesson.title = "Not yet published"
    html = preview(lesson)
    assert "Not yet published" in html
    assert "<p>A fact about a person.</p>" in html


def test_previews_never_show_the_right_answer(course, shelf):
    bank = f.put_bank(shelf, items=[f.item(), f.item(kind="multiple", right=(0, 2), order=1)])
    quiz = f.put_quiz(course, bank)
    for page in (bank, quiz):
        html = preview(page)
        assert "Answer 0" in html
        assert 'type="checkbox"' in html
        for word in ("is_correct", "checked", "Because it names"):
            assert word not in html


def test_a_preview_works_before_the_first_save(course, tree):
    module = f.put_module(course)
    draft = LessonPage(title="New", slug="new", minutes=5, locale=module.locale)
    draft.set_url_path(module)
    assert "New" in preview(draft)


def test_course_and_module_previews_list_what_is_below(course, lesson):
    assert "Module one" in preview(course)
    assert "What it is" in preview(Page.objects.get(pk=lesson.get_parent().pk).specific)


def test_the_row_and_the_page_agree_on_the_address(course, shelf):
    quiz = f.put_quiz(course, f.put_bank(shelf))
    assert quiz.url.endswith(reverse("courses:quiz", args=[Quiz.objects.get().key])[3:])


def test_the_front_page_takes_few_queries(course, client, django_assert_max_num_queries):
    client.get("/en/")
    with django_assert_max_num_queries(12):
        assert client.get("/en/").status_code == 200
