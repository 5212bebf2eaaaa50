import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.transparency import merkle
from tests.certification.transparency.merkle_proofs import (
    verify_consistency,
    verify_inclusion,
)

# The reference tree of Certificate Transparency: eight entries and the roots of its beginnings.
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        *("", "00", "10", "2021", "3031", "40414243"),
        *("5051525354555657", "606162636465666768696a6b6c6d6e6f"),
    )
]
LEAVES = [merkle.leaf_hash(entry) for entry in ENTRIES]
ROOT_OF_ONE = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
ROOT_OF_EIGHT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"

sizes = st.integers(1, 70)


def tree(size):
    return [merkle.leaf_hash(bytes([n])) for n in range(size)]


def test_the_roots_are_those_of_certificate_transparency():
    assert merkle.root_hash(LEAVES[:1]).hex() == ROOT_OF_ONE
    assert merkle.root_hash(LEAVES).hex() == ROOT_OF_EIGHT
    assert merkle.root_hash([]) == merkle.sha256(b"")


@given(sizes, st.data())
def test_every_leaf_is_proved_to_be_in_its_tree(size, data):
    leaves = tree(size)
    position = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(position, leaves)
    assert verify_inclusion(leaves[position], position, size, proof, merkle.root_hash(leaves))


@given(st.integers(2, 70), st.data())
def test_a_leaf_is_not_proved_at_another_place_nor_another_leaf_at_this(size, data):
    leaves = tree(size)
    position = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda n: n != position))
    proof, head = merkle.inclusion_proof(position, leaves), merkle.root_hash(leaves)
    assert not verify_inclusion(leaves[other], position, size, proof, head)
    assert not verify_inclusion(leaves[position], size, size, proof, head)
    assert not verify_inclusion(leaves[position], position, size, [*proof, head], head)


@given(sizes, sizes)
def test_a_log_is_proved_to_be_the_beginning_of_a_longer_one(one, other):
    first, second = sorted((one, other))
    leaves = tree(second)
    proof = merkle.consistency_proof(first, leaves)
    old, new = merkle.root_hash(leaves[:first]), merkle.root_hash(leaves)
    assert verify_consistency(first, second, old, new, proof)


@given(st.integers(1, 69))
def test_a_rewritten_beginning_is_not_consistent(first):
    leaves = tree(70)
    forged = [merkle.leaf_hash(b"forged"), *leaves[1:first]]
    proof = merkle.consistency_proof(first, leaves)
    assert not verify_consistency(
        first, 70, merkle.root_hash(forged), merkle.root_hash(leaves), proof
    )


@pytest.mark.parametrize("first", [0, 5])
def test_there_is_no_proof_of_an_empty_or_a_longer_beginning(first):
    assert merkle.consistency_proof(first, tree(4)) == []
    assert not verify_consistency(first, 4, b"", b"", [])


@given(sizes, sizes, st.sampled_from([1, 2, 4, 16]))
def test_a_tree_in_pieces_proves_what_the_whole_tree_proves(one, other, span):
    first, size = sorted((one, other))
    leaves = tree(size)
    pieces = [leaves[at : at + span] for at in range(0, size, span)]
    roots = [merkle.root_hash(piece) for piece in pieces]
    grown = merkle.TiledTree(size, span, roots, pieces.__getitem__)
    assert grown.root() == merkle.root_hash(leaves)
    assert grown.inclusion_proof(first - 1) == merkle.inclusion_proof(first - 1, leaves)
    assert grown.consistency_proof(first) == merkle.consistency_proof(first, leaves)
