"""Who may see the outline of a course takes it along; each file that leaves is recorded."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from courses.exports.making import make_waiting_exports
from courses.models import CourseExport
from people.models import Role
from tests.cms import factories as f
from tests.people.factories import AgencyFactory, RoleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def course(client, shelf):
    client.force_login(RoleFactory(kind=Role.Kind.TRAINER, agency=shelf.agency).person)
    return f.put_course(shelf)


def files(course):
    return reverse("course_files", args=[course.pk])


def test_a_file_is_asked_for_made_and_taken_along(client, course, django_assert_max_num_queries):
    f.put_lesson(f.put_module(course))
    page = client.get(files(course))
    assert page.status_code == 200
    chosen = {
        "format": "scorm12",
        "language": page.context["form"].fields["language"].choices[0][0],
    }
    asked = client.post(files(course), chosen, follow=True)
    assert "data-live" in asked.text
    make_waiting_exports()
    export = CourseExport.objects.get()
    url = reverse("course_file", args=[course.pk, export.pk])
    with django_assert_max_num_queries(12):
        progress = client.get(reverse("course_files_progress", args=[course.pk]))
    assert url in progress.text
    again = client.post(files(course), chosen, follow=True)
    assert "data-live" not in again.text
    answer = client.get(url)
    assert len(b"".join(answer.streaming_content)) == export.bytes
    assert export.file_name in answer["Content-Disposition"]
    assert PageLogEntry.objects.filter(action="course.take", page=course.pk).count() == 1


def test_a_course_without_published_lessons_says_what_to_do_and_others_see_nothing(
    client, course, shelf
):
    page = client.get(files(course))
    (language, _name), *_more = page.context["form"].fields["language"].choices
    refused = client.post(files(course), {"format": "epub", "language": language})
    assert refused.context["form"].non_field_errors()
    assert not CourseExport.objects.exists()
    draft = f.put_course(shelf, slug="draft", publish=False)
    assert client.get(files(draft)).status_code == 200
    client.force_login(RoleFactory(kind=Role.Kind.TRAINER, agency=AgencyFactory()).person)
    assert client.get(files(course)).status_code == 302
