"""Rules that hold for every kind of question and every answer."""

from dataclasses import asdict, replace
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from courses.items.grading import grade_answer
from courses.items.kinds import AskedQuestion, InvalidItem, find_kind, validate_question
from courses.models import ItemVersion
from tests.courses.items.kinds.questions import QUESTIONS

KINDS = st.sampled_from(sorted(QUESTIONS))
SLOTS = ["a", "b", "c", "x", "y", "g1", "g2", "g2-a", "value", "unit", "text", "true", "", "1"]
VALUES = st.sampled_from([*SLOTS, "12.5", "၁၂.၅", "km", "9", "1e999", "\0", "x" * 300])
STRINGS = st.one_of(
    st.sampled_from(SLOTS),
    st.builds("{}:{}".format, st.sampled_from(SLOTS), st.one_of(VALUES, st.text(max_size=30))),
    st.text(max_size=30),
)
ANSWERS = st.lists(STRINGS, max_size=6)


def ask(name):
    words, key = QUESTIONS[name]
    kind = find_kind(name)
    return kind, AskedQuestion(words, kind.order_parts(words, sorted), kind.list_units(key)), key


def test_each_kind_has_its_rules_and_asks_what_it_may():
    assert {*QUESTIONS, "essay"} == set(ItemVersion.Kind.values)
    for name, (words, key) in QUESTIONS.items():
        validate_question(name, {"my": words, "en": words}, key)


@given(KINDS, ANSWERS, st.sampled_from(["all_or_nothing", "partial"]), st.randoms())
def test_any_answer_gets_points_between_none_and_one(name, answer, rule, random):
    key = QUESTIONS[name][1]
    points = grade_answer(name, key, answer, rule=rule, offered=4)
    assert Decimal(0) <= points <= Decimal(1)
    if rule == "all_or_nothing":
        assert points in (0, 1)
    mixed = [*answer, *answer]
    random.shuffle(mixed)
    assert grade_answer(name, key, mixed, rule=rule, offered=4) == points


@given(KINDS, ANSWERS)
def test_what_is_stored_is_stored_alike_again_and_keeps_its_points(name, posted):
    kind, asked, key = ask(name)
    answer = kind.read_answer(asked, posted)
    if answer is None:
        return
    assert kind.read_answer(asked, answer) == answer == sorted(answer)
    assert not any("\0" in one for one in answer)
    assert grade_answer(name, key, answer) == grade_answer(name, key, posted)
    kind.describe_answer(asked, answer)


@given(KINDS, ANSWERS)
def test_before_grading_a_page_shows_the_same_whatever_the_key_says(name, answer):
    kind, asked, _key = ask(name)
    shown = asdict(kind.present(asked, answer))
    marked = [*shown["options"], *shown["slots"]]
    marked += [one for slot in shown["slots"] for one in slot["options"]]
    assert not any(one["is_right"] or one.get("right") or one["feedback"] for one in marked)


def test_what_a_list_of_words_cannot_show_is_offered_by_letters():
    kind, asked, key = ask("matching")
    facts = {"kind": "image", "url": "/b.webp", "alt": "A bridge"}
    words = {**asked.words, "options": {"a": "A", "b": "", "c": "C"}, "media": {"b": facts}}
    with translation.override("en"):
        shown = kind.present(replace(asked, words=words), ["x:b", "y:c"], key)
        assert [one.name for one in shown.legend] == ["A – A", "B – A bridge", "C – C"]
        assert [(one.given, one.right) for one in shown.slots] == [
            ("B – A bridge", "B – A bridge"),
            ("C – C", "A – A"),
        ]
    assert kind.present(asked, []).legend == ()


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_answer_of_the_key_is_right_and_an_empty_one_is_not(name):
    kind, asked, key = ask(name)
    right = kind.build_right_answer(key)
    assert kind.read_answer(asked, right) == right
    for rule in ("all_or_nothing", "partial"):
        assert grade_answer(name, key, right, rule=rule) == 1
        assert grade_answer(name, key, [], rule=rule) == 0
    shown = kind.present(asked, right, key)
    assert all(slot.is_right for slot in shown.slots)
    assert kind.describe_answer(asked, right)
    assert kind.read_key(kind.read_key(key)) == kind.read_key(key)


@pytest.mark.parametrize(
    ("name", "answer", "points"),
    [
        ("multiple", ["a"], "0.50"),
        ("multiple", ["a", "b", "c"], "0.50"),
        ("multiple", ["a", "b", "c", "d"], "0"),
        ("matching", ["x:b", "y:b"], "0.50"),
        ("matching", ["x:b", "x:a"], "0"),
        ("ordering", ["c:1", "a:3", "b:2"], "0.33"),
        ("categorise", ["a:x", "b:y"], "0.66"),
        ("cloze", ["g1: KEY ", "g2:g2-b"], "0.50"),
        ("numeric", ["value:၁၂,၄၀၀", "unit:m"], "1"),
        ("numeric", ["value:12.61", "unit:km"], "0"),
        ("numeric", ["value:12.5"], "0"),
        ("short_text", ["text:ကိုယ်ရေး အချက်အလက်"], "1"),
        ("short_text", ["text:Personal  DATA"], "1"),
    ],
)
def test_a_share_is_what_is_right_less_what_is_ticked_wrongly(name, answer, points):
    words, key = QUESTIONS[name]
    offered = len(words.get("options", {}))
    found = grade_answer(name, key, answer, rule="partial", offered=offered)
    assert found == Decimal(points)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("matching", {"pairs": {"x": "b"}}),
        ("matching", ["x:b"]),
        ("categorise", {"pairs": {"a": "x", "b": "z", "c": "x"}}),
        ("ordering", {"order": ["a", "a", "b"]}),
        ("numeric", {"value": "1e5"}),
        ("numeric", {"value": "5", "units": {"m": "0.001"}}),
        ("numeric", {}),
        ("short_text", {"accepted": [" "]}),
        ("short_text", None),
        ("cloze", {"gaps": {"g1": ["key"], "g2": ["door"]}}),
        ("cloze", {"gaps": {"g1": ["key"]}}),
        ("select_text", ["g3"]),
        ("true_false", ["true", "false"]),
        ("essay", []),
    ],
)
def test_a_key_that_does_not_belong_to_the_words_is_refused(name, key):
    words = QUESTIONS.get(name, [{}])[0]
    with pytest.raises(InvalidItem):
        validate_question(name, {"my": words}, key)
