"""Tells other apps of completions that an edition lets end, or no longer lets end."""

from __future__ import annotations

from collections.abc import Callable, Collection

_Follower = Callable[[Collection[int]], object]
_followers: list[_Follower] = []


def register_end_follower(follow: _Follower) -> None:
    """Call ``follow`` with enrolments whose ``ends_on`` an edition has changed; for ``ready``.

    It is called within the transaction.
    """
    _followers.append(follow)


def follow_ends(enrolments: Collection[int]) -> None:
    """Have all that rests on the completions end as they do."""
    for follow in _followers:
        follow(enrolments)
