"""Learners load a course as a book where its trainers allow it, and only then."""

import pytest
from django.urls import reverse

from courses.exports.making import make_waiting_exports
from courses.models import CourseExport
from tests.courses.factories import make_course, make_lesson

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def address(course, name="book"):
    return reverse(f"courses:{name}", args=[course.slug])


def test_a_book_is_made_once_and_loaded_by_anybody(client, django_assert_num_queries):
    course = make_course(allows_download=True)
    lesson = make_lesson(course)
    assert address(course) in client.get(reverse("courses:course", args=[course.slug])).text
    assert client.get(address(course, "book_file"))["Location"] == address(course)
    for _twice in range(2):
        assert client.post(address(course))["Location"] == address(course)
    assert CourseExport.objects.count() == 1
    assert 'http-equiv="refresh"' in client.get(address(course)).text
    make_waiting_exports()
    with django_assert_num_queries(5):
        page = client.get(address(course))
    assert address(course, "book_file") in page.text
    answer = client.get(address(course, "book_file"))
    content = b"".join(answer.streaming_content)
    assert content[30:58] == b"mimetypeapplication/epub+zip"
    assert answer["Content-Type"] == "application/epub+zip"
    assert f"{course.slug}-" in answer["Content-Disposition"]
    row = lesson.lesson
    make_lesson(course, module=row.module, key=row.key, slug=row.slug, html="<p>New")
    assert "<form" in client.get(address(course)).text, "what is published now has no book yet"


def test_without_leave_of_its_trainers_and_without_lessons_there_is_no_book(client):
    closed, empty = make_course(), make_course(allows_download=True)
    make_lesson(closed)
    assert address(closed) not in client.get(reverse("courses:course", args=[closed.slug])).text
    for course in (closed, empty):
        assert client.get(address(course)).status_code == 404
        assert client.post(address(course)).status_code == 404
        assert client.get(address(course, "book_file")).status_code == 404
