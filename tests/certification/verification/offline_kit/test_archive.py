"""The offline kit: what is in it, who vouches for it, when it is packed again."""

import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from certification.actions.revocation import revoke_certificate
from certification.keys.active import load_public_keys
from certification.transparency.checkpoints import make_checkpoints
from tests.certification.conftest import AT
from tests.certification.verification.unpacked_kit import unpacked

pytestmark = pytest.mark.any_database

__all__ = ["unpacked"]


NAMES = {
    *("README.txt", "check_certificate.py", "did.json", "index.html", "jwks.json"),
    *("log-head.json", "manifest.json", "manifest.sig", "root.pem", "status-1.json", "trust.json"),
}


def test_the_manifest_is_signed_by_the_key_of_the_log(sealed, unpacked):
    make_checkpoints()
    folder = unpacked()
    assert {file.name for file in folder.iterdir()} == NAMES | {"checkpoint.json"}
    manifest = json.loads((folder / "manifest.json").read_text())
    key: Ed25519PublicKey = load_public_keys("log")[manifest["key"]]
    key.verify((folder / "manifest.sig").read_bytes(), (folder / "manifest.json").read_bytes())
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert set(manifest["files"]) == NAMES - {"manifest.json", "manifest.sig"} | {
        "checkpoint.json"
    }


def test_it_is_the_same_until_something_changes(client, sealed, registrar, committing):
    first = client.get("/verify/kit.zip")
    again = client.get("/verify/kit.zip", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert "public" in first["Cache-Control"]
    assert len(first.content) < 150_000
    with committing():
        revoke_certificate(sealed, by=registrar, reason="error", at=AT)
    after = client.get("/verify/kit.zip", headers={"If-None-Match": first["ETag"]})
    assert after.status_code == 200


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_it_holds_no_names_of_people_and_no_private_key(sealed, unpacked):
    text = b"".join(file.read_bytes() for file in unpacked().iterdir())
    for word in (sealed.code, sealed.person.name_en, "PRIVATE KEY", sealed.person.staff_number):
        assert word.encode() not in text


def test_there_is_none_while_a_key_is_missing(client, db, settings, tmp_path):
    settings.KEYS_DIR = tmp_path
    assert client.get("/verify/kit.zip").status_code == 503
