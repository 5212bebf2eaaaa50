"""Each app adds what can be done to many; whoever may do it is offered it, in one order."""

import pytest

from people.bulk import kinds
from people.bulk.kinds import NOT_YOURS, ActKind, find_kind, list_kinds, register_kind


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {})
    for key, order, more in (
        ("late", 20, {}),
        ("early", 10, {"reasons": {"gone": "Has left"}, "undone_by": "back"}),
        ("others", 15, {"may": lambda viewer: viewer == "admin"}),
        ("back", 5, {"is_offered": False}),
    ):
        may = more.pop("may", lambda viewer: True)
        register_kind(ActKind(key, order, label=key, effect="", may=may, **more))


def test_what_one_may_do_is_offered_in_order_and_what_only_takes_back_is_not():
    assert [kind.key for kind in list_kinds("hr")] == ["early", "late"]
    assert [kind.key for kind in list_kinds("admin")] == ["early", "others", "late"]


def test_what_takes_an_act_back_is_found_all_the_same():
    assert find_kind(find_kind("early").undone_by).key == "back"
    assert find_kind("never registered") is None
    assert find_kind("") is None


def test_why_somebody_was_left_out_is_said_by_the_kind_or_by_all():
    early = find_kind("early")
    assert early.explain("gone") == "Has left"
    assert str(early.explain(NOT_YOURS)) == str(find_kind("late").explain(NOT_YOURS)) != NOT_YOURS
    # A reason that a former version kept is told as it is, and breaks no page.
    assert early.explain("unknown") == "unknown"
