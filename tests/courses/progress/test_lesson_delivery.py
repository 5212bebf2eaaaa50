"""A reader gets the newest version of a lesson, in their language if there is one."""

import pytest

from courses.catalogue import retire_row, withdraw_language
from courses.progress.completion import complete_lesson
from courses.progress.lesson_delivery import (
    DataSize,
    measure_lessons,
    measure_version,
    resolve_lesson,
)
from tests.courses.factories import (
    make_course,
    make_enrolment,
    make_lesson,
    make_module,
    version_in,
)

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]
ADDRESS = ("data", "module-1", "lesson-1")


@pytest.fixture
def course():
    return make_course(slug="data")


@pytest.fixture
def lesson(course):
    module = make_module(course)
    make_lesson(course, module=module, position=2)
    return make_lesson(course, module=module, position=1).lesson


def test_the_newest_version_in_the_language_is_read(course, lesson):
    newer = make_lesson(course, module=lesson.module, key=lesson.key, html="<p>Newer</p>")
    assert resolve_lesson(*ADDRESS, language="en").version == newer
    assert resolve_lesson(*ADDRESS, language="my").version == version_in(lesson, "my")


def test_a_missing_language_falls_back_to_burmese_then_english_then_any(lesson):
    assert resolve_lesson(*ADDRESS, language="shn").version.language == "my"
    withdraw_language(lesson, "my")
    assert resolve_lesson(*ADDRESS, language="shn").version.language == "en"


def test_a_person_sees_which_lessons_are_done(course, lesson):
    enrolment = make_enrolment(course)
    complete_lesson(enrolment, version_in(lesson, "my"))
    view = resolve_lesson(*ADDRESS, language="my", person=enrolment.person)
    assert (view.enrolment, [one.done for one in view.lessons]) == (enrolment, [True, False])
    visitor = resolve_lesson(*ADDRESS, language="my")
    assert (visitor.enrolment, [one.done for one in visitor.lessons]) == (None, [False, False])


@pytest.mark.parametrize(
    "address",
    [("other", "module-1", "lesson-1"), ("data", "other", "lesson-1"), ("data", "module-1", "x")],
)
def test_another_address_has_nothing_to_show(lesson, address):
    assert resolve_lesson(*address, language="my") is None


@pytest.mark.parametrize("above", ["lesson", "module", "course"])
def test_what_is_retired_has_nothing_to_show(lesson, above):
    rows = {"lesson": lesson, "module": lesson.module, "course": lesson.module.course}
    retire_row(rows[above])
    assert resolve_lesson(*ADDRESS, language="my") is None


def test_a_download_counts_the_newest_versions_in_one_language(course, lesson):
    newer = make_lesson(
        course, module=lesson.module, key=lesson.key, media=[{"url": "/a", "bytes": 9000}]
    )
    others = course.modules.get().lessons.exclude(pk=lesson.pk).get()
    expected = [measure_version(one) for one in (newer, version_in(others, "en"))]
    assert measure_lessons([lesson, others], "en").read == sum(one.read for one in expected)
    assert expected[0].read > 9000
    assert measure_lessons([], "en") == DataSize(0, 0)


def test_what_plays_is_counted_apart(course, lesson):
    files = [{"url": f"/{kind}", "kind": kind, "bytes": 9000} for kind in ("video", "captions")]
    silent = version_in(lesson, "en")
    version = make_lesson(
        course, module=lesson.module, key=lesson.key, html=silent.html, media=files
    )
    assert measure_version(version) == DataSize(measure_version(silent).read, 18_000)
