"""Whoever counts on one of two days only has a reason, and nobody else has one."""

from itertools import product

from reporting.changes.reasons import CompletionThen, PersonThen, Whose

EITHER = (False, True)
PLACES = (*Whose.values, None)
THEN, NOW = ("both", "first"), ("both", "last")


def test_a_person_is_a_gain_or_a_loss_or_neither():
    found = set()
    for before, after, *facts in product(PLACES, PLACES, EITHER, EITHER, EITHER, EITHER):
        one = PersonThen(before, after, *facts)
        counted, counts = one.had and before in THEN, one.has and after in NOW
        reason = one.explain()
        assert (reason is not None) == (counted != counts)
        assert reason is None or reason.is_gain == counts
        found.add(reason)
    assert len(found) == 11  # each of the reasons, and none


def test_a_completion_came_or_went_by_itself_or_with_its_office():
    told = {then: CompletionThen(*then).explain() for then in product(Whose, EITHER, EITHER)}
    assert {then: reason for then, reason in told.items() if reason} == {
        ("both", False, True): "learnt",
        ("last", False, True): "learnt",
        ("last", True, True): "office_came",
        ("both", True, False): "revoked",
        ("first", True, False): "revoked",
        ("first", True, True): "office_left",
    }
