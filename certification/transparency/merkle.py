"""The Merkle tree of RFC 6962: roots, inclusion and consistency proofs, and their checks. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_Hashes = Sequence[bytes]


def sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\0" + entry)


def _node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right)


def _split_point(size: int) -> int:
    """The largest power of two below the size: where RFC 6962 divides a tree."""
    return 1 << ((size - 1).bit_length() - 1)


def root_hash(leaves: _Hashes) -> bytes:
    """The root over leaf hashes; built level by level, so that a long log stays cheap."""
    if not leaves:
        return sha256(b"")
    level = list(leaves)
    while len(level) > 1:
        paired = [_node_hash(*level[at : at + 2]) for at in range(0, len(level) - 1, 2)]
        level = paired + level[len(level) - len(level) % 2 :]
    return level[0]


def inclusion_proof(position: int, leaves: _Hashes) -> list[bytes]:
    """The hashes that lead from a leaf to the root."""
    if len(leaves) <= 1:
        return []
    middle = _split_point(len(leaves))
    if position < middle:
        return [*inclusion_proof(position, leaves[:middle]), root_hash(leaves[middle:])]
    return [*inclusion_proof(position - middle, leaves[middle:]), root_hash(leaves[:middle])]


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


def consistency_proof(first: int, leaves: _Hashes) -> list[bytes]:
    """The hashes that show the tree of the first size to be the beginning of this one."""
    if not 0 < first < len(leaves):
        return []
    return _consistency_subproof(first, leaves, whole=True)


def _consistency_subproof(first: int, leaves: _Hashes, *, whole: bool) -> list[bytes]:
    if first == len(leaves):
        return [] if whole else [root_hash(leaves)]
    middle = _split_point(len(leaves))
    if first <= middle:
        return [
            *_consistency_subproof(first, leaves[:middle], whole=whole),
            root_hash(leaves[middle:]),
        ]
    return [
        *_consistency_subproof(first - middle, leaves[middle:], whole=False),
        root_hash(leaves[:middle]),
    ]


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


@dataclass(frozen=True)
class TiledTree:
    """A long tree by the roots of its pieces, so that a proof reads one or two of them.

    Pieces have ``span`` leaves, a power of two; the last may be unfinished. ``leaves_of`` gives
    the leaf hashes of a piece by its number, cut at the size of the tree.
    """

    size: int
    tile_size: int
    tile_roots: _Hashes
    load_tile: Callable[[int], _Hashes]

    def root(self) -> bytes:
        return root_hash(self.tile_roots)

    def inclusion_proof(self, position: int) -> list[bytes]:
        number, place = divmod(position, self.tile_size)
        inside = inclusion_proof(place, self.load_tile(number))
        return [*inside, *inclusion_proof(number, self.tile_roots)]

    def consistency_proof(self, first: int) -> list[bytes]:
        if not 0 < first < self.size:
            return []
        number, place = divmod(first, self.tile_size)
        if not place:
            return consistency_proof(number, self.tile_roots)
        inside = _consistency_subproof(place, self.load_tile(number), whole=not number)
        return [*inside, *inclusion_proof(number, self.tile_roots)]
