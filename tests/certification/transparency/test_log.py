"""The public log: one entry for each certificate, in order, never changed, and provable."""

import base64
import json

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from certification.issuing.issue import issue_certificate
from certification.keys import KeyUnavailable
from certification.keys.active import load_public_keys
from certification.models import LogEntry
from certification.transparency import log, merkle
from tests.certification.conftest import AT
from tests.certification.factories import completed_enrolment
from tests.certification.transparency.merkle_proofs import verify_inclusion


def add_entry(number=1):
    certificate = issue_certificate(completed_enrolment(), at=AT)
    certificate.credential, certificate.pdf_digest = str(number), f"{number:064x}"
    certificate.save()
    return log.append_entry(certificate, at=AT)


@pytest.fixture
def entries(db, monkeypatch):
    """Five entries in tiles of two."""
    monkeypatch.setattr(log, "TILE_SIZE", 2)
    return [add_entry(number) for number in range(5)]


def test_entries_follow_each_other_without_a_gap(entries):
    assert [entry.position for entry in entries] == [0, 1, 2, 3, 4]
    assert log.log_size() == 5
    assert log.load_leaf_hashes(1, 3) == [entry.leaf_hash for entry in entries[1:3]]


def test_a_certificate_is_logged_once(entries):
    assert log.append_entry(entries[2].certificate) == entries[2]
    assert log.log_size() == 5


def test_the_same_content_has_another_leaf_each_time(db):
    assert add_entry().leaf_hash != add_entry().leaf_hash


def test_a_log_whose_every_position_is_taken_meanwhile_is_busy(entries, monkeypatch):
    certificate = issue_certificate(completed_enrolment(), at=AT)
    certificate.credential, certificate.pdf_digest = "x", "00" * 32

    def take_a_taken_position(certificate, at):
        return LogEntry.objects.create(
            position=0, certificate=certificate, salt=b"", leaf_hash=b"", logged_at=at
        )

    monkeypatch.setattr(log, "_create_entry", take_a_taken_position)
    with pytest.raises(log.LogBusy, match=certificate.code):
        log.append_entry(certificate)
    assert log.log_size() == 5


def test_the_database_refuses_to_change_an_entry_or_to_take_it_away(entries):
    with pytest.raises(IntegrityError), transaction.atomic():
        LogEntry.objects.filter(pk=entries[0].pk).update(leaf_hash=b"")
    with pytest.raises(IntegrityError), transaction.atomic():
        LogEntry.objects.filter(pk=entries[0].pk).delete()
    assert log.log_size() == 5


def test_a_changed_certificate_does_not_fit_its_entry(entries):
    entry = entries[0]
    assert log.is_entry_intact(entry)
    entry.certificate.credential = "forged"
    assert not log.is_entry_intact(entry)


def test_the_tree_is_that_of_the_leaves_at_every_size(entries):
    leaves = [entry.leaf_hash for entry in entries]
    for size in range(6):
        tree = log.load_tree(size)
        assert (tree.size, tree.root()) == (size, merkle.root_hash(leaves[:size]))


def test_an_entry_is_proved_to_be_in_the_signed_head(entries):
    proof = log.build_log_proof(entries[3])
    head, decode = proof["head"], base64.b64decode
    path = [decode(node) for node in proof["path"]]
    assert verify_inclusion(decode(proof["leaf_hash"]), 3, 5, path, decode(head["root"]))
    inner = decode(proof["salt"]) + bytes.fromhex(proof["credential_sha256"] + proof["pdf_sha256"])
    assert merkle.leaf_hash(inner) == decode(proof["leaf_hash"])
    key = load_public_keys("log")[head["key"]]
    key.verify(decode(head["signature"]), log.statement_bytes(head))


def test_a_leaf_is_found_from_its_own_size_on(entries):
    leaf = entries[3].leaf_hash
    assert log.inclusion_of(leaf, 3) is None
    assert log.inclusion_of(leaf, 4)["position"] == 3
    assert log.inclusion_of(b"\0" * 32, 5) is None


def test_the_head_of_an_empty_log_has_no_time(db):
    head = log.build_tree_head(0)
    assert (head["size"], head["logged_at"]) == (0, None)
    assert base64.b64decode(head["root"]) == merkle.root_hash([])


def test_a_head_is_not_signed_without_a_key(db, settings, tmp_path):
    settings.KEYS_DIR = tmp_path
    with pytest.raises(KeyUnavailable):
        log.sign_tree_head()


values = st.text(st.characters(codec="utf-8")) | st.integers() | st.none()


@given(st.dictionaries(st.text(max_size=9), values, max_size=5))
def test_key_and_signature_are_not_under_the_signature_and_order_does_not_matter(parts):
    bare = {name: part for name, part in parts.items() if name not in ("key", "signature")}
    signed = {"signature": "x", "key": "y", **dict(reversed(bare.items()))}
    written = log.statement_bytes(signed)
    assert written == log.statement_bytes(bare)
    assert json.loads(written) == bare
