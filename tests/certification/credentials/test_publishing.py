"""The public part of the keys as files."""

import pytest

from certification import keys
from certification.credentials.publishing import publish_key_files
from certification.keys.active import root_fingerprint
from tests.certification.key_fixtures import house, run

pytestmark = pytest.mark.any_database

__all__ = ["house"]


def test_what_is_published_holds_no_private_key(house, db):
    run("publish", house.public)
    names = {str(path.relative_to(house.public)) for path in house.public.rglob("*.*")}
    assert names - {".well-known"} == {
        *(".well-known/did.json", ".well-known/jwks.json", "keys/root.pem", "keys/root.crl"),
        *("keys/root.sha256", "keys/register.json"),
    }
    assert all(
        b"PRIVATE" not in (house.public / name).read_bytes() for name in names if "/" in name
    )
    assert (house.public / "keys/root.sha256").read_text().strip() == root_fingerprint()


def test_a_did_with_a_path_is_published_under_it(house, db, settings):
    settings.ISSUER = {**settings.ISSUER, "did": "did:web:gov.example:boards:..:a"}
    run("publish", house.public)
    assert (house.public / "boards/a/did.json").exists()


def test_what_is_published_again_takes_the_place_of_what_was(house, db):
    paths = publish_key_files(house.public)
    before = {path: path.read_bytes() for path in paths}
    run("rotate", "credential")
    assert publish_key_files(house.public) == paths
    changed = {path.name for path in paths if path.read_bytes() != before[path]}
    assert changed == {"did.json", "jwks.json", "register.json"}


def test_nothing_is_published_without_keys(settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"
    with pytest.raises(keys.KeyUnavailable):
        publish_key_files(tmp_path / "public")
    assert not (tmp_path / "public").exists()
