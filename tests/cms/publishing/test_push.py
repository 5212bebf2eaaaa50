from cms.publishing.push import push_all_pages
from courses.models import Course, Lesson, LessonVersion, Quiz
from tests.cms import factories as f


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


def test_a_quiz_of_a_module_belongs_to_the_module(course, shelf):
    module = f.put_module(course)
    f.put_quiz(module, f.put_bank(shelf))
    assert Quiz.objects.get().module.key == module.translation_key
