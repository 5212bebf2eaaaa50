"""Answers are read as people write them, and what cannot be meant is refused."""

import pytest

from courses.papers.letters import read_answers, write_answer
from courses.papers.refusals import PaperRefused

pytestmark = pytest.mark.any_database
DRAWN = [(1, ["c", "a", "b"]), (2, ["a", "b", "c"]), (3, ["b", "c", "a"])]
ONE_EACH, MIXED = ["single"] * 3, ["single", "multiple", "single"]


@pytest.mark.parametrize("text", ["BAC", "b a c", "B, A, C", "ခ က ဂ", "၂၁၃", "2 1 3", "Bက3"])
def test_letters_and_numbers_of_both_scripts_are_read(text):
    assert read_answers(text, DRAWN, ONE_EACH) == [["a"], ["a"], ["a"]]


@pytest.mark.parametrize("text", ["A BC -", "A CB 0", "က ခဂ –", "1 23 _"])
def test_several_letters_are_one_answer_and_a_dash_is_none(text):
    assert read_answers(text, DRAWN, MIXED) == [["c"], ["b", "c"], []]


@pytest.mark.parametrize(
    ("text", "kinds", "refusal"),
    [
        ("AB", ONE_EACH, "count"),
        ("A B C A", MIXED, "count"),
        ("", ONE_EACH, "count"),
        ("ABD", ONE_EACH, "letter"),
        ("A B AB", MIXED, "one_only"),
        ("A B x", MIXED, "letter"),
    ],
)
def test_what_cannot_be_meant_is_refused(text, kinds, refusal):
    with pytest.raises(PaperRefused) as refused:
        read_answers(text, DRAWN, kinds)
    assert refused.value.refusal == refusal


@pytest.mark.parametrize("language", ["my", "en"])
def test_what_is_written_reads_as_the_same_answer(language):
    answers = [["a"], ["a", "c"], []]
    text = " ".join(
        write_answer(options, answer, language)
        for (_version, options), answer in zip(DRAWN, answers, strict=True)
    )
    assert read_answers(text, DRAWN, MIXED) == answers
