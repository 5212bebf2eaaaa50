import datetime as dt

import pytest
from django.utils import timezone

from cms.bootstrap import ensure_agency_catalog
from cms.publishing.push import push_all_pages
from courses.models import Course, Item, ItemVersion, Lesson, LessonVersion, Module, Quiz
from tests.cms import factories as f
from tests.people.factories import AgencyFactory


@pytest.fixture
def course(shelf):
    return f.put_course(shelf)


@pytest.fixture
def lesson(course):
    return f.put_lesson(f.put_module(course))


def test_a_published_course_is_a_row_of_the_catalogue(course, shelf):
    row = Course.objects.get(key=course.translation_key)
    assert (row.slug, row.titles, row.languages) == ("data", {"en": "Personal data"}, ["en"])
    assert row.agency == shelf.agency
    assert [(aim.skill, aim.level) for aim in row.course_skills.all()] == [
        (aim.skill, aim.level) for aim in course.skills.all()
    ]


def test_both_languages_of_a_lesson_are_versions_of_one_row(course, lesson):
    module = lesson.get_parent().specific
    for page in (course, module, lesson):
        f.in_burmese(page)
    assert Course.objects.get().languages == ["my", "en"]
    row = Lesson.objects.get()
    assert row.key == lesson.translation_key
    assert row.titles == {"en": "What it is", "my": "၎င်းသည် အဘယ်နည်း"}
    assert {v.language: v.html for v in row.versions.all()} == {
        "en": "<p>A fact about a person.</p>",
        "my": "<p>လူတစ်ဦးနှင့်ဆိုင်သော အချက်အလက်။</p>",
    }


def test_a_draft_changes_nothing_for_learners(course, lesson):
    lesson.title = "Not yet"
    lesson.save_revision()
    course.save_revision().publish()
    assert Lesson.objects.get().titles == {"en": "What it is"}
    assert LessonVersion.objects.count() == 1


def test_a_lesson_below_an_unpublished_course_waits_for_the_course(shelf):
    course = f.put_course(shelf, publish=False)
    f.put_lesson(f.put_module(course))
    assert not Lesson.objects.exists()
    course.get_latest_revision().publish()
    assert Lesson.objects.get().module.course.key == course.translation_key


def test_publishing_twice_makes_no_second_version(course, lesson):
    lesson.save_revision().publish()
    push_all_pages()
    assert LessonVersion.objects.count() == 1


def test_a_changed_lesson_gets_a_new_version_and_keeps_the_old(lesson):
    lesson.title = "What it really is"
    lesson.save_revision().publish()
    assert list(LessonVersion.objects.values_list("number", "title")) == [
        (2, "What it really is"),
        (1, "What it is"),
    ]


def test_what_is_unpublished_in_all_languages_is_retired(course, lesson):
    f.in_burmese(course)
    course.unpublish()
    row = Course.objects.get()
    assert (row.is_live, row.languages) == (True, ["my"])
    course.get_translation(f.locale("my")).unpublish()
    row.refresh_from_db()
    assert not row.is_live


def test_a_deleted_lesson_is_retired_and_its_version_kept(lesson):
    lesson.delete()
    assert not Lesson.objects.get().is_live
    assert LessonVersion.objects.count() == 1


def test_a_deleted_course_retires_all_that_was_in_it(course, lesson):
    course.delete()
    rows = [*Course.objects.all(), *Module.objects.all(), *Lesson.objects.all()]
    assert [row.is_live for row in rows] == [False, False, False]


def test_moved_lessons_change_places(course, lesson):
    second = f.put_lesson(lesson.get_parent(), slug="second", title="Second")
    second.move(lesson, pos="left")
    places = Lesson.objects.order_by("position").values_list("titles__en", "position")
    assert list(places) == [("Second", 1), ("What it is", 2)]


def test_a_lesson_moved_to_another_module_belongs_to_it(course, lesson):
    other = f.put_module(course, slug="two", title="Module two")
    lesson.move(other, pos="last-child")
    assert Lesson.objects.get().module.key == other.translation_key


def test_a_course_moved_to_another_shelf_belongs_to_its_agency(course):
    agency = AgencyFactory()
    course.move(ensure_agency_catalog(agency), pos="last-child")
    assert Course.objects.get().agency == agency


def test_minutes_come_from_the_source_when_a_stale_translation_is_published(course, lesson):
    for page in (course, lesson.get_parent().specific, lesson):
        f.in_burmese(page)
    lesson.refresh_from_db()
    lesson.minutes = 25
    lesson.save_revision().publish()
    lesson.get_translation(f.locale("my")).save_revision().publish()
    assert Lesson.objects.get().minutes == 25


def test_a_quiz_offers_the_items_of_its_banks(course, shelf):
    bank = f.put_bank(shelf)
    page = f.put_quiz(course, bank, pass_mark=80, draw_count=1)
    quiz = Quiz.objects.get(key=page.translation_key)
    assert (quiz.module, quiz.pass_mark, quiz.draw_count) == (None, 80, 1)
    assert [row.item.key for row in quiz.quiz_items.all()] == [
        item.translation_key for item in bank.items.all()
    ]


def test_a_quiz_of_a_module_belongs_to_the_module(course, shelf):
    module = f.put_module(course)
    f.put_quiz(module, f.put_bank(shelf))
    assert Quiz.objects.get().module.key == module.translation_key


def test_keys_are_the_same_in_every_language(course, shelf):
    bank = f.put_bank(shelf)
    f.in_burmese(bank)
    for version in ItemVersion.objects.filter(number=2):
        assert set(version.content) == {"en", "my"}
        english, burmese = version.content["en"], version.content["my"]
        assert set(english["options"]) == set(burmese["options"])
        assert set(version.answer_key) < set(english["options"])
    assert Item.objects.count() == 2


def test_an_item_taken_out_of_its_bank_is_retired(course, shelf):
    bank = f.put_bank(shelf)
    f.put_quiz(course, bank)
    gone, kept = bank.items.all()
    bank.items.remove(gone)
    bank.save_revision().publish()
    assert not Item.objects.get(key=gone.translation_key).is_live
    assert [row.item.key for row in Quiz.objects.get().quiz_items.all()] == [kept.translation_key]


def test_an_item_with_new_options_is_asked_in_its_source_language_until_synced(course, shelf):
    bank = f.put_bank(shelf, items=[f.item()])
    f.in_burmese(bank)
    bank.refresh_from_db()
    row = bank.items.get()
    row.options.append(("option", {"text": "Answer 9", "is_correct": False}))
    bank.items.add(row)
    bank.save_revision().publish()
    newest = ItemVersion.objects.order_by("-number").first()
    assert set(newest.content) == {"en"}
    assert len(newest.content["en"]["options"]) == 4


def test_a_scheduled_course_is_not_yet_in_the_catalogue(shelf):
    course = f.put_course(shelf, publish=False)
    course.go_live_at = timezone.now() + dt.timedelta(days=1)
    course.save_revision().publish()
    assert not Course.objects.exists()
