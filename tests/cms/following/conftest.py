"""A course whose lesson is followed in a course of the same trainers."""

import uuid

import pytest

from cms.following import add_lesson
from cms.models import LessonLink, LessonPage
from cms.translation.adoption import adopt_translation
from tests.cms import factories as f
from tests.cms.reviews.people import somebody


@pytest.fixture
def trainer(shelf):
    return somebody("trainer", shelf.agency)


@pytest.fixture
def source(shelf):
    """A published lesson, in Burmese too."""
    course = f.put_course(shelf)
    module = f.put_module(course)
    lesson = f.put_lesson(module)
    for page in (course, module, lesson):
        f.in_burmese(page)
    return lesson


@pytest.fixture
def module(shelf):
    """A module of another course, in Burmese too."""
    course = f.put_course(shelf, slug="other", title="Another course")
    module = f.put_module(course)
    for page in (course, module):
        f.in_burmese(page)
    return module


def follow(source, module, by, **changes):
    told = {"follows": True, "key": uuid.uuid4()} | changes
    return add_lesson(source, module, by=by, **told)


def link_of(page):
    return LessonLink.objects.with_source().get(page=page)


def state(page, languages=("en", "my")):
    return link_of(page).find_state(languages)


def draft(page):
    return LessonPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def rewrite(lesson, title):
    """Publish the lesson with another title."""
    page = draft(lesson)
    page.title = title
    page.save_revision().publish()


def rewrite_in_burmese(lesson, title):
    """Publish the translation of the lesson with another title."""
    written = draft(lesson.get_translation(f.locale("my")))
    written.title = title
    adopt_translation(draft(lesson), written, f.locale("my"))
