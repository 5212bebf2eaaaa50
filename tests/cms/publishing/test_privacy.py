"""What somebody made private, by whatever way, is shown to nobody."""

import pytest
from wagtail.models import Page, PageViewRestriction

from courses.models import Course, Lesson
from tests.cms import factories as f

pytestmark = pytest.mark.any_database

ADDRESS = "/en/courses/data/one/first/"


def close(page):
    return PageViewRestriction.objects.create(
        page=Page.objects.get(pk=page.pk), restriction_type="password", password="x"
    )


@pytest.mark.parametrize("place", ["lesson", "module", "course", "shelf"])
def test_a_private_lesson_is_not_found_until_it_is_public_again(
    client, shelf, course, lesson, place
):
    pages = {"lesson": lesson, "module": lesson.get_parent(), "course": course, "shelf": shelf}
    restriction = close(pages[place])
    assert client.get(ADDRESS).status_code == 404
    restriction.delete()
    assert client.get(ADDRESS).status_code == 200


def test_a_private_page_is_private_in_every_language(client, course, lesson):
    for page in (course, lesson.get_parent().specific, lesson):
        f.in_burmese(page)
    close(course)
    assert not Course.objects.filter(is_live=True).exists()
    assert client.get("/my/courses/data/one/first/").status_code == 404


def test_publishing_does_not_show_what_is_private(client, course, lesson):
    close(lesson)
    for page in (lesson, course):
        type(page).objects.get(pk=page.pk).save_revision().publish()
    assert not Lesson.objects.filter(is_live=True).exists()
