import base64

import pytest
from django.urls import reverse

from certification.issuing.issue import issue_certificate
from certification.keys.active import load_public_keys
from certification.models import Certificate, LogEntry
from certification.sealing.seal import seal_certificate
from certification.transparency import log, merkle
from people.web.rate_limit import RateThrottle
from tests.append_only import tampered
from tests.certification.conftest import AT
from tests.certification.factories import completed_enrolment
from tests.certification.transparency.merkle_proofs import (
    verify_consistency,
    verify_inclusion,
)

pytestmark = pytest.mark.any_database


def decoded(texts):
    return [base64.b64decode(text) for text in texts]


def test_a_stranger_can_follow_the_proof_to_the_signed_head(client, sealed):
    seal_certificate(issue_certificate(completed_enrolment()))
    proof = client.get(reverse("certification:log_proof", args=[sealed.code])).json()
    leaf = merkle.leaf_hash(
        base64.b64decode(proof["salt"])
        + bytes.fromhex(proof["credential_sha256"])
        + bytes.fromhex(proof["pdf_sha256"])
    )
    head = proof["head"]
    path = [base64.b64decode(node) for node in proof["path"]]
    root = base64.b64decode(head["root"])
    assert verify_inclusion(leaf, proof["position"], head["size"], path, root)
    key = load_public_keys("log")[head["key"]]
    key.verify(base64.b64decode(head["signature"]), log.statement_bytes(head))


def test_the_log_is_shown_to_grow_only(client, sealed):
    first = client.get("/log/head.json").json()
    seal_certificate(issue_certificate(completed_enrolment()))
    second = client.get("/log/head.json").json()
    query = {"first": first["size"], "second": second["size"]}
    path = client.get("/log/consistency.json", query).json()["path"]
    roots = [base64.b64decode(head["root"]) for head in (first, second)]
    nodes = [base64.b64decode(node) for node in path]
    assert verify_consistency(first["size"], second["size"], *roots, nodes)


def test_entries_are_hashes_and_no_names(client, sealed):
    body = client.get("/log/entries.json")
    assert len(body.json()["entries"]) == 1
    assert sealed.code not in body.content.decode()


def test_an_empty_log_has_a_head(client, db):
    assert client.get("/log/head.json").json()["size"] == 0
    assert client.get("/log/").status_code == 200


@pytest.fixture
def long_log(sealed, monkeypatch):
    """Nine entries in pieces of four, as a long log has them."""
    monkeypatch.setattr(log, "TILE_SIZE", 4)
    enrolment, course = sealed.enrolment, sealed.course
    for number in range(8):
        certificate = issue_certificate(completed_enrolment(course=course), at=AT)
        certificate.pdf_digest, certificate.credential = f"{number:064x}", str(number)
        log.append_entry(certificate, at=AT)
    return enrolment


def test_proofs_of_a_long_log_read_two_pieces_at_most(
    client, long_log, django_assert_max_num_queries
):
    head = client.get("/log/head.json").json()
    with django_assert_max_num_queries(5):
        found = client.get("/log/consistency.json?first=6&second=9").json()
    old = log.build_tree_head(6)["root"]
    roots = decoded([old, head["root"]])
    assert verify_consistency(6, 9, *roots, decoded(found["path"]))


def test_a_log_restored_from_a_copy_is_not_told_by_what_was_kept_of_another(client, long_log):
    before = client.get("/log/head.json").json()
    with tampered(LogEntry):
        LogEntry.objects.filter(position__gte=6).delete()
    for certificate in Certificate.objects.filter(log_entry=None):
        certificate.pdf_digest, certificate.credential = "0" * 64, "again"
        log.append_entry(certificate, at=AT)
    after = client.get("/log/head.json").json()
    assert after["size"] == before["size"]
    root = merkle.root_hash(log.load_leaf_hashes(0, after["size"]))
    assert base64.b64decode(after["root"]) == root


def test_a_leaf_is_found_by_its_hash_in_any_size_since(client, long_log):
    entry = LogEntry.objects.get(position=5)
    for size in (6, 7, 9):
        for leaf in (bytes(entry.leaf_hash).hex(), log.to_base64(bytes(entry.leaf_hash))):
            found = client.get("/log/inclusion.json", {"leaf": leaf, "size": size}).json()
            root = base64.b64decode(log.build_tree_head(size)["root"])
            path = decoded(found["path"])
            assert verify_inclusion(bytes(entry.leaf_hash), 5, size, path, root)
    early = client.get("/log/inclusion.json", {"leaf": leaf, "size": 5})
    assert (early.status_code, "no such leaf" in early.json()["error"]) == (404, True)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("entries.json?start=-1", 422, "start must be"),
        ("entries.json?start=x", 422, "start must be"),
        ("entries.json?start=" + "9" * 40, 422, "start must be"),
        ("entries.json?end=၅", 422, "end must be"),
        ("consistency.json?second=2", 422, "it can be 1 at most"),
        ("consistency.json?first=1&second=0", 422, "it can be 0 at most"),
        ("inclusion.json", 422, "32 bytes"),
        ("inclusion.json?leaf=" + "z" * 64, 422, "32 bytes"),
        ("inclusion.json?leaf=" + "0" * 64, 404, "no such leaf"),
        ("proof/7F3K9QXR2D8W", 404, "No certificate"),
        ("checkpoints/2026-13-01.json", 422, "YYYY-MM-DD"),
        ("checkpoints/2026-11-01.json", 404, "no checkpoint"),
        ("checkpoints.json?after=monday", 422, "YYYY-MM-DD"),
    ],
)
def test_a_refusal_says_why_in_json(client, sealed, address, status, words):
    answer = client.get(f"/log/{address}")
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (status, "*")
    assert words in answer.json()["error"]


def test_too_many_proofs_are_refused_for_a_minute(client, db, monkeypatch, settings):
    monkeypatch.setattr(RateThrottle, "timer", lambda _: 0.0)
    monkeypatch.setitem(settings.RATES, "log", "1/min/address")
    answers = [client.get("/log/consistency.json") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert "Too many" in answers[-1].json()["error"]
    assert answers[-1]["Retry-After"] == "60"
