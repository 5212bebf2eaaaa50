"""A copied course stands on its own: with its banks, and in the languages of the original."""

import pytest
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from cms.models import BankPage, CoursePage, LessonPage, QuizPage
from cms.translation.publication import find_translation, save_translation
from courses.models import Course, Item, Quiz
from tests.cms import factories as f
from tests.cms.written_pages import foreign, own, shelf, trainer, written

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.any_database]

ZAWGYI = "ေနေကာင္းလား၊ ကၽြန္ေတာ္တို႔ ျမန္မာႏိုင္ငံသားမ်ား ျဖစ္ၾကသည္။"


def copy_course(client, course, **changes):
    form = {
        "new_title": "Personal data for teachers",
        "new_slug": "data-for-teachers",
        "new_parent_page": course.get_parent().pk,
        "copy_subpages": "on",
        "publish_copies": "on",
    } | changes
    answer = client.post(reverse("wagtailadmin_pages:copy", args=[course.pk]), form)
    assert answer.status_code == 302, answer.content.decode()
    return CoursePage.objects.get(slug="data-for-teachers", locale=course.locale)


def test_a_copy_asks_questions_of_its_own(client, trainer, own):
    copy = copy_course(client, own["course"])
    quiz = QuizPage.objects.descendant_of(copy).get()
    bank = quiz.banks.get().bank
    assert bank.pk != own["bank"].pk
    assert bank.get_parent().pk == own["shelf"].pk
    originals = set(Quiz.objects.get(key=own["quiz"].translation_key).items.all())
    copied = set(Quiz.objects.get(key=quiz.translation_key).items.all())
    assert len(copied) == len(originals) == 2
    assert not copied & originals


def test_a_copy_that_is_not_published_publishes_nothing(client, trainer, own):
    items = Item.objects.count()
    copy = copy_course(client, own["course"], publish_copies="")
    assert not copy.live
    assert not BankPage.objects.exclude(pk=own["bank"].pk).descendant_of(own["shelf"]).live()
    assert Item.objects.count() == items


def test_translations_are_copied_if_wished(client, trainer, own):
    for name in ("module", "lesson", "bank", "quiz"):
        f.in_burmese(own[name])
    copy = copy_course(client, own["course"], copy_translations="on")
    assert sorted(Course.objects.get(key=copy.translation_key).languages) == ["en", "my"]
    lesson = LessonPage.objects.descendant_of(copy).get()
    burmese = lesson.get_translations().get().specific
    assert burmese.title == f.BURMESE["What it is"]
    assert burmese.alias_of is None
    quiz = Quiz.objects.get(key=QuizPage.objects.descendant_of(copy).get().translation_key)
    assert all(item.versions.first().content.keys() == {"en", "my"} for item in quiz.items.all())


def test_translations_are_left_if_not_wished(client, trainer, own):
    copy = copy_course(client, own["course"])
    assert not copy.get_translations().exists()


@pytest.mark.parametrize("is_draft", [False, True])
@pytest.mark.parametrize("new_text", [True, False])
def test_a_translation_that_is_behind_is_named_and_left_out(
    client, trainer, own, new_text, is_draft
):
    for name in ("module", "lesson"):
        f.in_burmese(own[name])
    lesson = LessonPage.objects.get(pk=own["lesson"].pk)
    if is_draft:
        lesson.get_translation(f.locale("my")).unpublish()
    if new_text:
        lesson.body.append(("text", "<p>A second paragraph.</p>"))
    else:
        # As many texts as before: only their words tell that the translation is of others.
        lesson.title = "What it is not"
    lesson.save_revision().publish()
    copy = copy_course(client, own["course"], copy_translations="on")
    new = LessonPage.objects.descendant_of(copy).get()
    assert not new.get_translations().filter(alias_of=None).exists()
    told = client.get(reverse("wagtailadmin_home")).content.decode()
    assert f"“{new.title}”" in told


def test_a_copy_is_not_published_with_a_lesson_that_the_gate_keeps_back(client, trainer, own):
    lesson = LessonPage.objects.get(pk=own["lesson"].pk)
    lesson.body = []
    lesson.save_revision().publish()
    form = {
        "new_title": "Copy",
        "new_slug": "data-for-teachers",
        "new_parent_page": own["shelf"].pk,
        "copy_subpages": "on",
        "publish_copies": "on",
    }
    address = reverse("wagtailadmin_pages:copy", args=[own["course"].pk])
    answer = client.post(address, form)
    assert lesson.title in str(answer.context["form"].errors["publish_copies"])
    assert not CoursePage.objects.filter(slug="data-for-teachers").exists()
    assert client.post(address, form | {"publish_copies": ""}).status_code == 302


def test_a_translation_that_the_gate_keeps_back_is_copied_as_a_draft(client, trainer, own):
    for name in ("module", "lesson"):
        f.in_burmese(own[name])
    burmese = own["lesson"].get_translations().get().specific
    sentences = StringTranslation.objects.filter(context__object_id=burmese.translation_key)
    sentences.filter(context__path__startswith="body.").update(data=ZAWGYI)
    save_translation(find_translation(burmese))
    copy = copy_course(client, own["course"], copy_translations="on")
    new = LessonPage.objects.descendant_of(copy).get()
    assert not new.get_translations().get().live
