"""Links to a former address lead on, in their language, with what they carry."""

import pytest

from courses.catalogue import retire_row
from courses.models import LessonCompletion
from tests.courses.addresses import address, lesson
from tests.courses.factories import make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def renamed(course):
    return make_course(slug="privacy", key=course.key, agency=course.agency, titles=course.titles)


@pytest.mark.parametrize("language", ["my", "en"])
def test_a_link_to_a_lesson_leads_on_in_its_language(client, renamed, language):
    answer = client.get(lesson(1, language) + "?from=letter")
    assert answer.status_code == 302
    assert answer.url == lesson(1, language).replace("/data/", "/privacy/") + "?from=letter"
    assert client.get(answer.url).status_code == 200


def test_a_course_leads_on_and_can_be_enrolled_in(client, person, renamed):
    assert client.get(address("course", "data")).url == address("course", "privacy")
    answer = client.post(address("enrol", "data"))
    assert (answer.status_code, answer.url) == (307, address("enrol", "privacy"))


def test_a_lesson_that_moved_while_it_was_read_is_marked_done(client, person, renamed):
    client.post(lesson(1), follow=True)
    assert LessonCompletion.objects.count() == 1


def test_what_is_gone_is_not_found(client, renamed):
    retire_row(renamed)
    assert client.get(lesson(1)).status_code == 404
    assert client.get(address("course", "data")).status_code == 404
