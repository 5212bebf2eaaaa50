"""What is counted, on code written for it."""

from pathlib import Path

import pytest

from scripts import measure
from scripts.measure import Module, find_only_at_home, find_repeated_names, is_one_word


@pytest.fixture
def modules(monkeypatch, tmp_path):
    """``modules(text, …)``: modules of an app, called a, b, …"""
    monkeypatch.setattr(measure, "ROOT", tmp_path)
    (tmp_path / "people").mkdir()

    def modules(*texts: str) -> list[Module]:
        paths = [Path("people", f"{name}.py") for name in "abcdef"[: len(texts)]]
        for path, text in zip(paths, texts, strict=True):
            (tmp_path / path).write_text(text)
        return [Module(path) for path in paths]

    return modules


@pytest.mark.parametrize(
    ("name", "expected"),
    [("_put", True), ("put", True), ("put_away", False), ("_put_away", False)],
)
def test_underscores_around_a_name_make_no_second_word(name, expected):
    assert is_one_word(name) is expected


@pytest.mark.parametrize(
    "user",
    [
        "from people.a import find_it",
        "from people import a\na.find_it()",
        "import people.a\npeople.a.find_it()",
        "from . import a as other\nother.find_it()",
        "from .a import find_it as found",
        "NAME = 'people.a.find_it'",
    ],
)
def test_a_name_is_used_however_it_is_reached(modules, user):
    home = "def find_it():\n    pass\n"
    assert find_only_at_home(modules(home, "def f():\n    b.find_it()"))["function"] == [
        "people.a.find_it",
        "people.b.f",
    ]
    assert find_only_at_home(modules(home, user))["function"] == []


def test_private_names_and_what_a_decorator_hands_over_need_no_user(modules):
    text = "@receiver(saved)\ndef hear():\n    pass\n\ndef _help():\n    pass\n"
    assert find_only_at_home(modules(text))["function"] == []


def test_a_name_defined_twice_is_told_with_its_places(modules):
    text = "def find_it():\n    def inner(): pass\n\nclass Command: pass\n"
    repeated = find_repeated_names(modules(text, text), measure.Definition)
    assert repeated == ["find_it: people.a, people.b"]
