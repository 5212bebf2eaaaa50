"""Publishing: identities by key, immutable versions, search text."""

import uuid

import pytest

from courses.catalogue import (
    InvalidItem,
    publish_course,
    publish_item,
    publish_quiz,
    retire_row,
    withdraw_language,
)
from courses.models import Course, ItemVersion, LessonVersion
from tests.courses.factories import (
    content,
    make_course,
    make_item,
    make_lesson,
    make_module,
    make_quiz,
)
from tests.plan.factories import SkillFactory

pytestmark = pytest.mark.django_db


def test_a_course_in_two_languages_is_one_row():
    course = make_course()
    assert Course.objects.count() == 1
    assert course.languages == ["my", "en"]
    assert set(course.titles) == {"my", "en"}


def test_publishing_again_replaces_the_skills_and_keeps_the_first_day():
    course, other = make_course(), SkillFactory()
    again = publish_course(
        key=course.key,
        slug=course.slug,
        language="en",
        title="New title",
        summary="",
        audience="",
        agency=course.agency,
        skills=[(other, 3)],
    )
    assert again.pk == course.pk
    assert again.published_at == course.published_at
    assert list(again.course_skills.values_list("skill", "level")) == [(other.pk, 3)]
    assert again.titles["my"] == course.titles["my"]


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


def test_an_unchanged_question_gets_no_new_version():
    first = make_item()
    assert make_item(key=first.item.key) == first
    changed = make_item(key=first.item.key, answer_key=("b",))
    assert (changed.number, ItemVersion.objects.count()) == (2, 2)


@pytest.mark.parametrize(
    ("kind", "options", "answer_key"),
    [
        ("single", ("a", "b"), ("a", "b")),
        ("single", ("a", "b"), ()),
        ("multiple", ("a", "b"), ("z",)),
        ("essay", ("a", "b"), ("a",)),
        ("single", (), ("a",)),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(kind, options, answer_key):
    with pytest.raises(InvalidItem):
        publish_item(key=uuid.uuid4(), kind=kind, content=content(options), answer_key=answer_key)


def test_languages_with_different_options_are_refused():
    words = content(("a", "b"), ("my",)) | content(("a", "c"), ("en",))
    with pytest.raises(InvalidItem):
        publish_item(key=uuid.uuid4(), kind="single", content=words, answer_key=["a"])


def test_a_quiz_lists_its_questions_in_order_and_drops_the_others():
    course = make_course()
    quiz = make_quiz(course)
    keys = [item.key for item in quiz.items.order_by("quizitem__position")]
    fields = {"draw_count": None, "pass_mark": 80, "attempt_limit": 2, "time_limit": None}
    again = publish_quiz(
        course=course,
        module=None,
        key=quiz.key,
        slug="quiz",
        language="en",
        title="Quiz",
        item_keys=[keys[2], keys[0]],
        shows_answers=False,
        **fields,
    )
    assert [one.item.key for one in again.quiz_items.all()] == [keys[2], keys[0]]


def test_a_retired_lesson_leaves_the_search_but_not_the_record():
    course = make_course()
    version = make_lesson(course, titles={"my": "စကားဝှက်", "en": "Passphrases"})
    course.refresh_from_db()
    assert "passphrases" in course.search_text
    retire_row(version.lesson)
    course.refresh_from_db()
    assert "passphrases" not in course.search_text
    assert LessonVersion.objects.filter(pk=version.pk).exists()


def test_withdrawing_the_last_language_retires_the_row():
    course = make_course()
    withdraw_language(course, "my")
    assert (course.is_live, course.languages) == (True, ["en"])
    withdraw_language(course, "en")
    assert not course.is_live
