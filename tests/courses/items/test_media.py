"""A picture or a sound of a question always has words, and belongs to a part."""

import pytest

from courses.items.kinds import AskedQuestion, InvalidItem, find_kind, validate_question
from courses.items.media import label_options

PICTURE = {"kind": "image", "url": "/p.webp", "alt": "A square", "width": 4, "height": 3}
SOUND = {"kind": "audio", "url": "/s.mp3", "transcript": "One. " * 40}
WORDS = {"stem": "<p>Which?</p>", "options": {"a": "", "b": "Two"}}


def validate(**media):
    validate_question("single", {"en": {**WORDS, "media": media}}, ["a"])


def test_parts_may_have_one_with_its_words():
    validate(stem={**PICTURE, "alt": "", "is_decorative": True}, a=PICTURE, b=SOUND)


@pytest.mark.parametrize(
    ("slot", "facts"),
    [
        ("stem", {**PICTURE, "alt": " "}),
        ("a", {**PICTURE, "alt": ""}),
        ("a", {**PICTURE, "is_decorative": True}),
        ("stem", {**SOUND, "transcript": ""}),
        ("stem", {**SOUND, "is_decorative": True}),
        ("c", PICTURE),
        ("a", {**PICTURE, "url": ""}),
        ("a", {**PICTURE, "kind": "video"}),
        ("a", {**PICTURE, "html": "<img onerror=x>"}),
        ("a", "picture"),
    ],
)
def test_what_nobody_could_be_told_is_not_asked(slot, facts):
    with pytest.raises(InvalidItem):
        validate(**{slot: facts})


def test_an_answer_without_text_goes_by_what_its_picture_shows():
    words = {**WORDS, "media": {"a": PICTURE}}
    asked = AskedQuestion(words, ["b", "a"])
    assert find_kind("single").describe_answer(asked, ["a"]) == ["A square"]
    shown = find_kind("single").present(asked, ["a"]).options
    assert [(one.text, one.media and one.media.alt) for one in shown] == [
        ("Two", None),
        ("", "A square"),
    ]
    assert label_options({**WORDS, "media": {"a": SOUND}})["a"].endswith("…")


def test_lines_and_steps_have_theirs():
    words = {"stem": "", "options": {"x": "1", "y": "2"}, "targets": {"t": "", "u": "Two"}}
    key = {"pairs": {"t": "x", "u": "y"}}
    asked = AskedQuestion({**words, "media": {"t": PICTURE}}, ["x", "y", "t", "u"])
    slots = find_kind("matching").present(asked, ["t:x"], key).slots
    assert [one.name for one in slots] == ["A square", "Two"]
    assert find_kind("matching").describe_answer(asked, ["t:x"]) == ["A square – 1"]
