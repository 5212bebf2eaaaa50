"""A programme says before it is published what would keep learners from its end."""

import pytest
from django.utils import translation

from cms.models import ProgrammePage
from tests.cms.factories import part, put_programme
from tests.courses.programmes import make_short_courses

pytestmark = pytest.mark.any_database


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def courses(tree):
    return make_short_courses(3)


@pytest.mark.parametrize(
    ("rules", "told"),
    [({}, None), ({"required": 4}, "Part 1 asks for 4 of 3 courses."), ({"required": 3}, None)],
)
def test_more_than_is_offered_is_told_before_it_is_published(shelf, courses, rules, told):
    page = put_programme(shelf, part(*courses, **rules), publish=False)
    assert [one.words for one in page.list_problems()] == ([told] if told else [])


def test_what_learners_could_not_finish_is_told(shelf, courses):
    assert "asks for nothing" in put_programme(shelf, publish=False).list_problems()[0].words
    twice = put_programme(shelf, part(courses[0]), part(courses[0]), publish=False, slug="twice")
    assert [one.words for one in twice.list_problems()] == [
        f"The course “{courses[0].title}” is named twice."
    ]
    courses[0].is_live = False
    courses[0].save()
    page = put_programme(shelf, part(courses[0]), publish=False, slug="gone")
    assert "no longer published" in page.list_problems()[0].words


def test_a_certificate_that_ends_needs_a_course_that_does(shelf, courses):
    page = put_programme(shelf, part(*courses), publish=False, validity_months=24)
    assert "nothing to do" in page.list_problems()[0].words
    courses[0].validity_months = 12
    courses[0].save()
    assert ProgrammePage.objects.get(pk=page.pk).list_problems() == []
