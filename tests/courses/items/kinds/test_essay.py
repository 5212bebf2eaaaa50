"""An essay has a rubric; its text is kept as it is read, and no program gives it points."""

from copy import deepcopy
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.items.grading import grade_answer
from courses.items.kinds import AskedQuestion, InvalidItem, find_kind, validate_question
from courses.items.kinds.essay import LONGEST_ESSAY, read_task
from people.text.syllables import count_characters
from tests.courses.items.kinds.questions import RUBRIC_KEY

KIND, ASKED = find_kind("essay"), AskedQuestion({}, [])


def test_a_rubric_is_read_in_the_language_and_in_another_where_it_has_none():
    validate_question("essay", {"en": {}, "my": {}}, RUBRIC_KEY)
    task = read_task(RUBRIC_KEY, "my")
    facts, words = task.rubric
    assert (facts.title, words.title) == ("အချက်အလက်", "Words")
    assert [one.id for one in words.levels] == [f"words-{n}" for n in range(5)]
    assert (task.points, task.limit, task.is_shown) == (10, 300, True)
    assert task.sum_share({"facts": "facts-1", "words": "words-2"}) == Fraction(4, 5)
    assert task.sum_share({"facts": "words-2", "other": "facts-1"}) == 0
    key = KIND.read_key(RUBRIC_KEY)
    assert KIND.read_key(key) == key
    assert read_task(key, "en") == read_task(RUBRIC_KEY, "en")


@pytest.mark.parametrize(
    ("name", "value"),
    [("rubric", []), ("limit", 10), ("limit", LONGEST_ESSAY + 1), ("limit", "300")],
)
def test_a_key_that_nobody_could_mark_by_is_refused(name, value):
    with pytest.raises(InvalidItem):
        validate_question("essay", {"en": {}}, {**RUBRIC_KEY, name: value})


@pytest.mark.parametrize("place", [0, 1])
def test_a_criterion_without_points_is_refused(place):
    key = deepcopy(RUBRIC_KEY)
    for one in (key["rubric"][place], *key["rubric"][place].get("levels", [])):
        one["points"] = 0
    with pytest.raises(InvalidItem):
        validate_question("essay", {"en": {}}, key)


@given(st.text(max_size=400))
def test_a_text_is_stored_once_and_for_all_and_graded_by_nobody(text):
    answer = KIND.read_answer(ASKED, [f"text:{text}"])
    assert KIND.read_answer(ASKED, answer) == answer
    assert not any("\0" in one or "\r" in one for one in answer)
    assert grade_answer("essay", RUBRIC_KEY, answer) == 0


def test_lines_stay_zawgyi_becomes_unicode_and_what_is_no_text_is_refused():
    stored = KIND.read_answer(ASKED, ["text: One \r\n\r\n\r\n\r\nTwo\t2 "])
    assert stored == ["text:One\n\nTwo 2"]
    assert KIND.read_answer(ASKED, ["text:  "]) == []
    zawgyi = "ျမန္မာႏိုင္ငံ၏ ဝန္ထမ္းမ်ား"
    assert KIND.read_answer(ASKED, [f"text:{zawgyi}"]) == ["text:မြန်မာနိုင်ငံ၏ ဝန်ထမ်းများ"]
    assert KIND.read_answer(ASKED, ["text:" + "x" * (2 * LONGEST_ESSAY + 1)]) is None
    assert KIND.read_answer(ASKED, ["other:x"]) is None


def test_a_letter_with_its_signs_is_one_character():
    assert [count_characters(one) for one in ("", "abc", "ကျွန်", "မြို့")] == [0, 3, 2, 1]
