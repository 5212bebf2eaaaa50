"""What is unpublished or deleted is retired, and its records are kept."""

from courses.models import Course, Lesson, LessonVersion, Module
from tests.cms import factories as f


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
