"""Keys of several languages are one key."""

from cms.questions.parts import merge_keys


def test_what_is_typed_in_any_language_is_right_in_all():
    words = [{"accepted": ["network"]}, {"accepted": ["ကွန်ရက်", "network"]}]
    assert merge_keys("short_text", words) == {"accepted": ["network", "ကွန်ရက်"]}
    gaps = [{"gaps": {"g": ["key"], "h": ["h-1"]}}, {"gaps": {"g": ["သော့"], "h": ["h-1"]}}]
    assert merge_keys("cloze", gaps) == {"gaps": {"g": ["key", "သော့"], "h": ["h-1"]}}
    assert merge_keys("single", [["a"], ["a"]]) == ["a"]
