"""What had another address before is found there."""

import pytest

from courses.catalogue import publish_lesson, publish_module
from courses.catalogue.addresses import find_moved_course, find_moved_lesson
from courses.models import FormerSlug
from tests.courses.factories import make_course, make_lesson, make_module

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def lesson():
    course = make_course(slug="data", languages=("en",))
    module = make_module(course, languages=("en",))
    return make_lesson(course, module=module, languages=("en",)).lesson


def rename_course(course, slug):
    return make_course(
        slug=slug, key=course.key, agency=course.agency, titles=course.titles, languages=("en",)
    )


def place(lesson, module, slug):
    publish_lesson(
        module=module,
        key=lesson.key,
        slug=slug,
        language="en",
        title="Lesson",
        position=1,
        minutes=5,
        html="<p>x</p>",
    )


def test_publishing_again_at_the_same_address_remembers_nothing(lesson):
    place(lesson, lesson.module, lesson.slug)
    rename_course(lesson.module.course, "data")
    assert not FormerSlug.objects.exists()


def test_a_course_is_found_by_each_of_its_former_addresses(lesson):
    course = lesson.module.course
    rename_course(course, "data-2")
    rename_course(course, "data-3")
    assert find_moved_course("data") == find_moved_course("data-2") == course
    assert find_moved_course("other") is None


def test_an_address_leads_to_the_row_that_had_it_last(lesson):
    rename_course(lesson.module.course, "data-2")
    other = make_course(slug="data", languages=("en",))
    rename_course(other, "elsewhere")
    assert find_moved_course("data") == other


def test_a_lesson_is_found_after_everything_above_it_was_renamed(lesson):
    rename_course(lesson.module.course, "privacy")
    publish_module(
        course=lesson.module.course,
        key=lesson.module.key,
        slug="part-one",
        language="en",
        title="One",
        position=1,
    )
    place(lesson, lesson.module, "beginning")
    assert find_moved_lesson("data", "module-1", "lesson-1") == lesson
    assert find_moved_lesson("data", "module-1", "beginning") == lesson


def test_a_lesson_is_found_in_the_course_that_it_moved_to(lesson):
    other = make_course(slug="other", languages=("en",))
    module = make_module(other, languages=("en",))
    place(lesson, module, "lesson-1")
    assert find_moved_lesson("data", "module-1", "lesson-1").module.course == other
