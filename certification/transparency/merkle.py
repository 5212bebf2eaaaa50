"""Computes the Merkle tree of RFC 6962: roots, inclusion and consistency proofs. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_Hashes = Sequence[bytes]


def sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def leaf_hash(entry: bytes) -> bytes:
    # Leaves and nodes have different prefixes, so that no node can be passed off as a leaf.
    return sha256(b"\0" + entry)


def _node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right)


def _split_point(size: int) -> int:
    """Return the largest power of two below the size, where RFC 6962 divides a tree."""
    return 1 << ((size - 1).bit_length() - 1)


def root_hash(leaves: _Hashes) -> bytes:
    """Return the root over leaf hashes."""
    if not leaves:
        return sha256(b"")
    # Level by level instead of by the recursive definition: no slices of a long log.
    level = list(leaves)
    while len(level) > 1:
        paired = [_node_hash(*level[at : at + 2]) for at in range(0, len(level) - 1, 2)]
        level = paired + level[len(level) - len(level) % 2 :]
    return level[0]


def inclusion_proof(position: int, leaves: _Hashes) -> list[bytes]:
    """Return the hashes that lead from a leaf to the root."""
    if len(leaves) <= 1:
        return []
    middle = _split_point(len(leaves))
    if position < middle:
        return [*inclusion_proof(position, leaves[:middle]), root_hash(leaves[middle:])]
    return [*inclusion_proof(position - middle, leaves[middle:]), root_hash(leaves[:middle])]


def consistency_proof(first: int, leaves: _Hashes) -> list[bytes]:
    """Return the hashes that show the tree of the first size to be the beginning of this one."""
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


@dataclass(frozen=True)
class TiledTree:
    """A long tree by the roots of its tiles, so that a proof reads one or two tiles.

    A tile has ``tile_size`` leaves, a power of two; the last may be unfinished. ``load_tile``
    returns the leaf hashes of a tile by its number, cut at the size of the tree.
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
