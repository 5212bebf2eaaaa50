"""A question of a file becomes one of a bank, and is the same question when it is read back."""

import pytest
from wagtail.models import Locale

from cms.questions.drafts import build_item, read_item
from cms.questions.parts import merge_keys
from courses.interchange import FORMATS, read_questions
from courses.items.grading import grade_answer
from courses.items.kinds import AskedQuestion, find_kind, validate_question
from courses.items.kinds.essay import read_task
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


def test_a_rubric_goes_round_and_its_words_meet_in_one_key():
    keys = []
    for language in ("en", "my"):
        item = build_item(make_draft("essay"))
        item.locale = Locale(pk=1, language_code=language)
        item.clean()
        keys.append(read_item(item)["answer_key"])
    task = read_task(keys[0], "en")
    assert [(one.title, one.points) for one in task.rubric] == [("Facts", 6), ("Words", 4)]
    assert (task.limit, task.is_shown, task.note) == (300, True, "Look for the law.")
    # Blocks of translations have the same ids.
    other = {**keys[1], "rubric": [{**one, "title": {"my": "စံ"}} for one in keys[0]["rubric"]]}
    merged = merge_keys("essay", [keys[0], other])
    assert merged["rubric"][0]["title"] == {"en": "Facts", "my": "စံ"}
    validate_question("essay", {"en": {}, "my": {}}, merged)


def test_an_essay_without_criteria_is_marked_by_a_small_rubric_and_keeps_its_note():
    moodle = b"""<quiz><question type="essay"><name><text>E</text></name><questiontext>
        <text>Why?</text></questiontext><graderinfo><text>Name the law.</text></graderinfo>
        </question></quiz>"""
    draft = read_questions(moodle, "en").drafts[0]
    assert "Name the law." in FORMATS["moodle"].write([draft]).content.decode()
    item = build_item(draft)
    item.locale = Locale(pk=1, language_code="en")
    item.clean()
    task = read_task(read_item(item)["answer_key"], "en")
    assert task.note == "Name the law."
    assert [len(one.levels) for one in task.rubric] == [4, 4, 4]
