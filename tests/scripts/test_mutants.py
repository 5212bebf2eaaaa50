"""Mutants: one small change each, inside functions only."""

import ast

import pytest

from scripts import mutants


@pytest.fixture
def changed(monkeypatch, tmp_path):
    """``changed(line)``: what becomes of a line of a function."""
    monkeypatch.setattr(mutants, "ROOT", tmp_path)

    def changed(line: str) -> set[str]:
        (tmp_path / "module.py").write_text(f"LIMIT = 3\n\ndef f(a, b, c=1):\n    {line}\n")
        found = [mutant.source for mutant in mutants.list_mutants("module.py")]
        assert all(source.startswith("LIMIT = 3\n\ndef f(a, b, c=1):\n") for source in found)
        return {ast.unparse(ast.parse(source).body[1].body[0]) for source in found}

    return changed


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a(b < c)", {"a(b <= c)", "a(b >= c)"}),
        ("a(b == c)", {"a(b != c)"}),
        ("a(b and c)", {"a(b or c)"}),
        ("a(not b)", {"a(not not b)"}),
        ("a(True)", {"a(False)"}),
        ("a(7)", {"a(8)"}),
        ("a('7')", set()),
        ("return a", {"return None"}),
        ("return", set()),
        ("a = b if c else 'd'", {"a = b if not c else 'd'"}),
    ],
)
def test_each_change_is_a_mutant_of_its_own(changed, line, expected):
    assert changed(line) == expected
