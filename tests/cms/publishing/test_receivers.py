"""What is moved, scheduled or given another address reaches the catalogue."""

import datetime as dt

from django.utils import timezone

from cms.bootstrap import ensure_agency_catalog
from courses.models import Course, Lesson
from tests.cms import factories as f
from tests.people.factories import AgencyFactory


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


def test_a_scheduled_course_is_not_yet_in_the_catalogue(shelf):
    course = f.put_course(shelf, publish=False)
    course.go_live_at = timezone.now() + dt.timedelta(days=1)
    course.save_revision().publish()
    assert not Course.objects.exists()


def test_links_follow_a_course_to_its_new_address(
    course, lesson, django_capture_on_commit_callbacks
):
    second = f.put_lesson(
        lesson.get_parent(), slug="second", text=f'<a linktype="page" id="{lesson.pk}">Back</a>'
    )
    course.refresh_from_db()
    course.slug = "data-at-work"
    with django_capture_on_commit_callbacks(execute=True):
        course.save_revision().publish()
    newest = Lesson.objects.get(key=second.translation_key).versions.first()
    assert "/en/courses/data-at-work/one/first/" in newest.html
