import datetime as dt

import pytest

from courses.catalogue.items import publish_item
from courses.items.draw import list_drawable_versions
from courses.items.withdrawal import MissingNote, withdraw_item_version
from courses.models import ItemVersion
from courses.quizzes.attempts import EmptyQuiz, start_attempt
from tests.courses.factories import content, make_course, make_enrolment, make_quiz

AT = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)


@pytest.fixture
def quiz(db):
    return make_quiz(make_course(), items=2)


@pytest.fixture
def version(quiz):
    return list_drawable_versions(quiz, language="my")[0]


def test_a_withdrawn_question_is_drawn_no_more(quiz, version):
    withdraw_item_version(version, note="Two answers are right.", at=AT)
    assert (version.withdrawn_at, version.withdrawal_note) == (AT, "Two answers are right.")
    assert version not in list_drawable_versions(quiz, language="my")
    assert len(list_drawable_versions(quiz, language="my")) == 1


def test_its_next_version_is_drawn_again(quiz, version):
    withdraw_item_version(version, note="Wrong.")
    new = publish_item(
        key=version.item.key, kind="single", content=content(options="ab"), answer_key=["b"]
    )
    assert new in list_drawable_versions(quiz, language="my")


def test_the_second_withdrawal_changes_nothing(version):
    withdraw_item_version(version, note="First.", at=AT)
    assert withdraw_item_version(version, note="Second.").withdrawal_note == "First."


def test_it_is_not_withdrawn_without_a_word(version):
    with pytest.raises(MissingNote):
        withdraw_item_version(version, note=" ")
    assert ItemVersion.objects.get(pk=version.pk).withdrawn_at is None


def test_a_quiz_whose_questions_are_all_withdrawn_has_nothing_to_draw(quiz):
    for version in list_drawable_versions(quiz, language="my"):
        withdraw_item_version(version, note="Wrong.")
    with pytest.raises(EmptyQuiz):
        start_attempt(quiz, make_enrolment(quiz.course), language="my")
