"""Lessons get a version when what a learner sees has changed."""

import uuid

import pytest

from courses.models import LessonVersion
from tests.courses.factories import (
    make_course,
    make_lesson,
    make_module,
)

pytestmark = pytest.mark.django_db


def test_an_unchanged_lesson_gets_no_new_version():
    course = make_course()
    module, key = make_module(course), uuid.uuid4()
    first = make_lesson(course, module=module, key=key)
    assert make_lesson(course, module=module, key=key) == first
    changed = make_lesson(course, module=module, key=key, html="<p>Other</p>")
    assert (changed.number, LessonVersion.objects.count()) == (2, 4)
    assert changed.lesson == first.lesson


def test_the_weight_counts_the_compressed_text_and_the_media():
    light = make_lesson(make_course(), html="<p>x</p>" * 1000)
    heavy = make_lesson(
        make_course(), html="<p>x</p>" * 1000, media=[{"url": "/a", "bytes": 5000}]
    )
    assert light.wire_bytes < 200
    assert heavy.wire_bytes == light.wire_bytes + 5000
