"""A question of a file becomes one of a bank, and is the same question when it is read back."""

import pytest
from wagtail.models import Locale

from cms.questions.drafts import build_item, read_item
from courses.items.grading import grade_answer
from courses.items.kinds import AskedQuestion, find_kind, validate_question
from tests.courses.items.kinds.questions import EMPTY, QUESTIONS, make_draft


def describe(kind, words, key):
    """What is asked and what is right in words, without ids."""
    found = find_kind(kind)
    asked = AskedQuestion(words, found.order_parts(words, sorted), found.list_units(key))
    right = found.build_right_answer(key)
    assert grade_answer(kind, key, right) == 1
    told = sorted(found.describe_answer(asked, right))
    return told, sorted(words["options"].values()), sorted(words["targets"].values())


@pytest.mark.parametrize("kind", sorted(QUESTIONS))
def test_what_is_asked_and_what_is_right_goes_round(kind):
    draft = make_draft(kind)
    item = build_item(draft)
    item.locale = Locale(pk=1, language_code="en")
    item.clean()
    read = read_item(item)
    validate_question(kind, {"en": read}, read["answer_key"])
    words = {**EMPTY, **QUESTIONS[kind][0]}
    assert describe(kind, read, read["answer_key"]) == describe(kind, words, draft.answer_key)
    again = read_item(item)
    assert again == read
    assert (read["hint"], read["feedback"]) == (draft.hint, draft.feedback)
