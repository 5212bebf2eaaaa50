"""Checks the proofs of the log as a stranger would: RFC 9162, sections 2.1.3.2 and 2.1.4.2."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

_Hashes = Sequence[bytes]


def _node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def verify_inclusion(leaf: bytes, position: int, size: int, proof: _Hashes, head: bytes) -> bool:
    """Whether the proof leads from the leaf at the position to the root of a tree of the size."""
    if not 0 <= position < size:
        return False
    node, last, reached = position, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            reached = _node_hash(sibling, reached)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            reached = _node_hash(reached, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and reached == head


def verify_consistency(first: int, second: int, old: bytes, new: bytes, proof: _Hashes) -> bool:
    """Whether the proof shows the first tree to be the beginning of the second (RFC 9162)."""
    if first == second:
        return old == new and not proof
    if not 0 < first < second or not (proof or first & (first - 1) == 0):
        return False
    path = [old, *proof] if first & (first - 1) == 0 else list(proof)
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    reached_old = reached_new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            reached_old = _node_hash(sibling, reached_old)
            reached_new = _node_hash(sibling, reached_new)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            reached_new = _node_hash(reached_new, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and reached_old == old and reached_new == new
