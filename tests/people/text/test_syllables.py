import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.text.spelling import clean
from people.text.syllables import (
    _join_run,
    break_lines,
    index_text,
    join_syllables,
    query_phrases,
    query_words,
    split_syllables,
)
from tests.people.text.strategies import phrases, typed

BREAK = "\u200b"


@settings(max_examples=400, deadline=None)
@given(typed)
def test_syllables_join_to_the_text(text):
    assert "".join(split_syllables(text)) == text


@settings(max_examples=400, deadline=None)
@given(typed)
def test_line_breaks_add_nothing_else(text):
    assert break_lines(text).replace(BREAK, "") == text.replace(BREAK, "")


@settings(max_examples=400, deadline=None)
@given(typed)
def test_what_is_indexed_is_ascii_letters_and_digits(text):
    tokens = index_text(text).split(" ")
    assert all(token.isascii() and (token.isalnum() or not token) for token in tokens)


@settings(max_examples=200, deadline=None)
@given(phrases, st.randoms(use_true_random=False))
def test_a_part_of_whole_syllables_is_found(text, random_: random.Random):
    parts = split_syllables(clean(text))
    start = random_.randrange(len(parts))
    part = "".join(parts[start : random_.randrange(start, len(parts)) + 1])
    indexed = f" {index_text(text)} "
    assert all(f" {phrase} " in indexed for phrase in query_phrases(part))


@settings(max_examples=200, deadline=None)
@given(phrases)
@pytest.mark.slow
def test_lines_break_between_syllables_only(text):
    parts = [part for part in break_lines(text).split(BREAK) if part]
    assert [s for part in parts for s in split_syllables(part)] == split_syllables(text)


def test_no_line_ends_with_the_word_not():
    assert break_lines("ခန့်မှန်းချက် – မပြည့်မီဖွယ်ရှိ").endswith(f"– မပြည့်မီ{BREAK}ဖွယ်{BREAK}ရှိ")


def test_a_word_inside_another_syllable_is_not_found():
    assert query_phrases("ကား")[0] not in index_text("ကာကွယ်ရေး")


def test_a_phrase_is_not_found_across_a_space():
    (phrase,) = query_phrases("စာရေး")
    assert phrase in index_text("စာရေးခြင်း")
    assert phrase not in index_text("စာ ရေးခြင်း")


def test_a_run_is_asked_for_word_by_word_and_no_word_by_its_syllables():
    assert query_words("စာရေး") == query_phrases("စာရေး")
    # What the dictionary does not know is one word.
    assert query_words("ကိုယ်ရေးအချက်အလက် ID") == query_phrases("ကိုယ်ရေး အချက်အလက် ID")


JOINER = "\u2060"


@settings(max_examples=200, deadline=None)
@given(typed)
def test_joining_adds_joiners_alone(text):
    assert join_syllables(text).replace(JOINER, "") == text.replace(JOINER, "")


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("အီးမေးလ်", "အီးမေး|လ်"),
        ("ဒစ်ဂျစ်တယ်", "ဒ|စ်ဂျစ်တယ်"),
        ("အကောင့်", "အကော|င့်"),
        ("စကားဝှက်များကို", "စကားဝှက်များကို"),
        ("data ဖိုင်၊ ၁၂", "data ဖိုင်၊ ၁၂"),
    ],
)
def test_syllables_are_joined_where_a_browser_would_break_them(text, joined):
    assert join_syllables(text).replace(JOINER, "|") == joined


def test_a_run_that_nobody_writes_costs_nothing_and_is_not_remembered():
    _join_run.cache_clear()
    text = "ယ္ဍ" * 40_000
    assert join_syllables(text) == text
    assert join_syllables("အီးမေးလ်" * 100) != "အီးမေးလ်" * 100
    assert _join_run.cache_info().currsize == 1


@settings(max_examples=200, deadline=None)
@given(phrases)
def test_no_joiner_takes_a_stack_apart(text):
    assert f"\u1039{JOINER}" not in join_syllables(text)
