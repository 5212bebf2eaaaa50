import pytest

from certification.verification.strict_json import AmbiguousJSON, is_same_json, loads_strict


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (b'{"a": 1, "a": 2}', {"a": 2}),
        (b'[{"a": {"b": 1, "b": 1}}]', [{"a": {"b": 1}}]),
        (b'{"a": Infinity}', {"a": None}),
        (b"{", None),
        (b"\xff", None),
        (b"[" * 100_000, None),
    ],
)
def test_what_two_readers_could_take_differently_is_refused(text, read):
    with pytest.raises(AmbiguousJSON) as refusal:
        loads_strict(text)
    assert refusal.value.document == read


@pytest.mark.parametrize(("one", "other"), [(True, 1), (1, 1.0), (None, False), ([], {})])
def test_values_of_other_types_are_not_the_same(one, other):
    assert is_same_json({"a": one}, {"a": one})
    assert not is_same_json({"a": one}, {"a": other})
