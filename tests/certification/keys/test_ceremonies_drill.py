"""The drill: a key takes over, and a key is lost. Step by step as docs/operate.md tells it."""

import json
import shutil
import subprocess

import pytest

from certification import keys
from certification.credentials import status_list
from certification.credentials.data_integrity import verify_proofs
from certification.keys.active import read_crl
from certification.keys.register import list_key_entries
from certification.models import Certificate
from certification.verification.verdicts import VerdictStatus
from tests.certification.key_fixtures import (
    content_of,
    holds_here,
    holds_outside,
    house,
    lose,
    run,
    seal_one,
    strangers_keys,
)
from tests.services import require

__all__ = ["house"]

pytestmark = pytest.mark.any_database


def test_the_drill(house, db):
    first = {entry.purpose: entry.kid for entry in list_key_entries()}
    old = seal_one()
    run("rotate", "all")
    run("publish", house.public)
    new = seal_one()
    made_with = (f"{first['seal']}-2", f"{first['credential']}-2")
    assert (new.sealed_with, new.signed_with) == made_with
    for certificate in (old, new):
        assert holds_outside(house.public, certificate)
        assert holds_here(certificate) is VerdictStatus.VALID

    told = lose(first["seal"]) + lose(first["credential"])
    run("publish", house.public)
    assert "1 certificates are not trusted" in told
    assert not holds_outside(house.public, old)
    assert holds_outside(house.public, new)
    assert holds_here(old) is VerdictStatus.REVOKED
    assert holds_here(new) is VerdictStatus.VALID
    assert list(Certificate.objects.using_keys(*keys.compromised_keys())) == [old]


def test_either_key_that_is_lost_is_enough(house, db):
    certificate = seal_one()
    lose(certificate.signed_with)
    assert holds_here(certificate) is VerdictStatus.REVOKED


def test_the_status_list_is_signed_anew_when_its_key_is_lost(house, db):
    seal_one()
    before = json.loads(status_list.get_status_list(1))
    run("rotate", "credential")
    assert json.loads(status_list.get_status_list(1)) == before
    lose(list_key_entries("credential")[0].kid)
    run("publish", house.public)
    verify_proofs(json.loads(status_list.get_status_list(1)), strangers_keys(house.public))


def test_the_list_is_signed_anew_at_once_when_a_key_of_certificates_is_lost(house, db):
    certificate = seal_one()
    before = status_list.get_status_list(1)
    lose(certificate.sealed_with)
    assert status_list.get_status_list(1) != before
    assert status_list.find_invalid_indexes(1) == [certificate.status_index]


def test_what_a_retired_key_made_stands_in_a_reader_of_pdf(house, db, tmp_path):
    """pdfsig with nothing but our published root in its store."""
    require("pdfsig", "certutil", "crlutil")
    certificate = seal_one()
    run("rotate", "seal")
    run("publish", house.public)
    (tmp_path / "nss").mkdir()
    store, paper = f"sql:{tmp_path / 'nss'}", tmp_path / "paper.pdf"
    paper.write_bytes(content_of(certificate))
    root = house.public / "keys/root.pem"
    subprocess.run(["certutil", "-N", "-d", store, "--empty-password"], check=True)
    add = ["certutil", "-A", "-d", store, "-n", "root", "-t", "C,C,C", "-i", root]
    subprocess.run(add, check=True)
    said = pdfsig(store, paper)
    assert "Signature is Valid" in said
    assert "Certificate is Trusted" in said
    lose(certificate.sealed_with)
    listed = ["crlutil", "-I", "-d", store, "-i", house.keys / "root.crl", "-B"]
    subprocess.run(listed, check=True)
    assert "Certificate is Trusted" not in pdfsig(store, paper)


def pdfsig(store, paper):
    command = ["pdfsig", "-nssdir", store, paper]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout


def test_a_lost_key_is_marked_even_where_the_root_is_not_at_hand(house, db, tmp_path):
    shutil.move(house.keys / "root.key.pem", away := tmp_path / "usb.pem")
    before = read_crl()
    told = lose(keys.load_seal_key().kid)
    assert "root-key" in told
    assert keys.compromised_keys()
    assert read_crl() == before
    assert "it holds 1" in run("crl", "--root-key", away)
    assert read_crl() != before
