"""A question of each kind, as a version holds it."""

from courses.interchange import ItemDraft

PASSAGE = "<p>A [[g1]] opens the [[g2]].</p>"

# By kind that is marked by its key: words of one language, answer key.
QUESTIONS = {
    "single": ({"options": {"a": "A", "b": "B", "c": "C"}}, ["a"]),
    "multiple": ({"options": {"a": "A", "b": "B", "c": "C", "d": "D"}}, ["a", "b"]),
    "true_false": ({"options": {"true": "True", "false": "False"}}, ["false"]),
    "matching": (
        {"options": {"a": "A", "b": "B", "c": "C"}, "targets": {"x": "X", "y": "Y"}},
        {"pairs": {"x": "b", "y": "a"}},
    ),
    "categorise": (
        {"options": {"a": "A", "b": "B", "c": "C"}, "targets": {"x": "X", "y": "Y"}},
        {"pairs": {"a": "x", "b": "y", "c": "x"}},
    ),
    "ordering": ({"options": {"a": "A", "b": "B", "c": "C"}}, {"order": ["c", "a", "b"]}),
    "numeric": (
        {},
        {"value": "12.5", "tolerance": "0.1", "units": {"km": "1", "m": "0.001"}},
    ),
    "short_text": ({}, {"accepted": ["ကိုယ်ရေးအချက်အလက်", "personal data"]}),
    "cloze": (
        {
            "passage": PASSAGE,
            "targets": {"g1": "", "g2": ""},
            "options": {"g2-a": "door", "g2-b": "window"},
        },
        {"gaps": {"g1": ["key", "သော့"], "g2": ["g2-a"]}},
    ),
    "select_text": (
        {"passage": PASSAGE, "options": {"g1": "key", "g2": "door"}},
        ["g2"],
    ),
}

RUBRIC_KEY = {
    "rubric": [
        {
            "id": "facts",
            "title": {"en": "Facts", "my": "အချက်အလက်"},
            "levels": [
                {"id": "facts-0", "title": {"en": "None"}, "points": 0},
                {"id": "facts-1", "title": {"en": "All"}, "points": 6},
            ],
        },
        {"id": "words", "title": {"en": "Words"}, "points": 4},
    ],
    "limit": 300,
    "is_shown": True,
    "note": {"en": "Look for the law."},
}

EMPTY = {"options": {}, "targets": {}, "passage": "", "option_feedback": {}}


def make_draft(kind):
    """The question as it comes from a file."""
    words, key = QUESTIONS.get(kind, ({}, RUBRIC_KEY))
    told = {"feedback": "<p>Because.</p>", "hint": "<p>Think.</p>"}
    fields = {"kind": kind, "answer_key": key, "stem": "<p>What?</p>", "language": "en"}
    return ItemDraft(**fields, **EMPTY | told | words)
