"""What is pushed is what was published, of the oldest language."""

from courses.models import Lesson, LessonVersion
from tests.cms import factories as f


def test_a_draft_changes_nothing_for_learners(course, lesson):
    lesson.title = "Not yet"
    lesson.save_revision()
    course.save_revision().publish()
    assert Lesson.objects.get().titles == {"en": "What it is"}
    assert LessonVersion.objects.count() == 1


def test_minutes_come_from_the_source_when_a_stale_translation_is_published(course, lesson):
    for page in (course, lesson.get_parent().specific, lesson):
        f.in_burmese(page)
    lesson.refresh_from_db()
    lesson.minutes, lesson.is_optional = 25, True
    lesson.save_revision().publish()
    lesson.get_translation(f.locale("my")).save_revision().publish()
    assert (Lesson.objects.get().minutes, Lesson.objects.get().is_optional) == (25, True)
