"""Wrong rules, one at a time: whoever compares figures with the facts must notice each."""

import datetime as dt
from collections import Counter

from certification.models import Evidence
from reporting.spells import derive, tallies
from reporting.spells.derive import EvidenceFact, PersonFacts
from reporting.spells.totals import TotalKey

_strength, _split_time, _build = derive._STRENGTH, derive._split_time, derive._build_completion
_name_total, _add_to_cells = TotalKey.of, tallies._add_to_cells


def expire_late(one):
    ends = [one.expires_on and one.expires_on + dt.timedelta(1), one.revoked_on]
    return min((day for day in ends if day), default=None)


def close_late(start, end, day):
    return start <= day and (end is None or day <= end)


def split_no_moves(postings, proofs):
    return _split_time([postings[0]._replace(end=None)], proofs)


def put_month_before(by_tally):
    _add_to_cells({
        tally: Counter({
            (key, day.replace(day=1) - dt.timedelta(1)): count
            for (key, day), count in changes.items()
        })
        for tally, changes in by_tally.items()
    })  # fmt: skip


_WEAKEST = {kind: -rank for kind, rank in _strength.items()}
_CLAIMS = {**_strength, Evidence.Kind.SELF_CLAIM: 9}
# What is wrong, where it is put, and the rule.
WRONG_RULES = {
    "expiry a day late": (EvidenceFact, "held_until", property(expire_late)),
    "held though revoked": (EvidenceFact, "held_until", property(lambda one: one.expires_on)),
    "trained though revoked": (
        derive, "_build_completion", lambda one: _build(one)._replace(ends_on=None),
    ),
    "trained until it expires": (
        derive, "_build_completion", lambda one: _build(one)._replace(ends_on=one.held_until),
    ),
    "the last day counts too": (derive, "_covers", close_late),
    "moves are not split": (derive, "_split_time", split_no_moves),
    "the lowest level": (derive, "max", min),
    "the weakest kind": (derive, "_STRENGTH", _WEAKEST),
    "what people claim": (derive, "_STRENGTH", _CLAIMS),
    "each proof by itself": (
        derive, "_group_proofs", lambda evidence: {n: [one] for n, one in enumerate(evidence)},
    ),
    "closed accounts": (PersonFacts, "is_active", property(lambda one: True, lambda *_: None)),
}  # fmt: skip
WRONG_SUMS = {
    "no levels": (TotalKey, "of", staticmethod(lambda fact: _name_total(fact)._replace(level=1))),
    "no kinds": (TotalKey, "of", staticmethod(lambda fact: _name_total(fact)._replace(kind=""))),
    "cells of the month before": (tallies, "_add_to_cells", put_month_before),
    "totals of before": (tallies, "add_to_totals", lambda by_tally: None),
}
