"""The command for keys: what it tells, refuses and publishes."""

import os
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives import serialization
from django.core.management import CommandError

from certification import keys
from certification.keys.ceremonies import open_root_authority
from tests.certification.key_fixtures import house, lose, run, seal_one

pytestmark = pytest.mark.any_database

__all__ = ["house"]


def test_the_table_tells_each_key_with_its_state(house, db):
    certificate = seal_one()
    run("rotate", "seal")
    lose(certificate.signed_with, "--since", "2026-01-02")
    lines = {line.split()[0]: line for line in run("list").splitlines()}
    assert lines["key"].split()[:3] == ["key", "made", "state"]
    assert "retired" in lines[certificate.sealed_with]
    assert lines[certificate.sealed_with].split()[-1] == "1"
    assert "compromised" in lines[certificate.signed_with]
    assert "2026-01-02" in lines[certificate.signed_with]
    assert "signs" in lines[f"{certificate.sealed_with}-2"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["retire", "seal-1999"], "seal-1999"),
        (["retire", "../../etc/passwd"], "passwd"),
        (["retire", "KID", "--reason", "x"], "--compromised"),
        (["retire", "KID", "--compromised"], "--reason"),
        (["retire", "KID", "--compromised", "--reason", " "], "--reason"),
        (["retire", "KID", "--compromised", "--reason", "x", "--since", "2999-01-01"], "to come"),
        (["retire", "KID", "--compromised", "--reason", "x", "--since", "soon"], "since"),
        (["rotate", "everything"], "everything"),
        (["publish", "/proc/nowhere"], "nowhere"),
        ([], "act"),
    ],
)
def test_a_command_that_cannot_be_carried_out_says_why_and_changes_nothing(house, db, words, why):
    before = [(path.name, path.stat().st_mtime_ns) for path in sorted(house.keys.glob("[!.]*"))]
    with pytest.raises(CommandError, match=why):
        run(*[keys.load_seal_key().kid if word == "KID" else word for word in words])
    after = [(path.name, path.stat().st_mtime_ns) for path in sorted(house.keys.glob("[!.]*"))]
    assert after == before


def test_the_check_passes_and_fails_with_a_reason(house, db):
    assert "move it off" in run("check")
    seal, other = keys.load_seal_key().kid, keys.load_signing_key("log").kid
    (house.keys / f"{seal}.key.pem").write_bytes((house.keys / f"{other}.key.pem").read_bytes())
    with pytest.raises(CommandError, match=f"{seal}"):
        run("check")


@pytest.mark.slow
def test_keys_are_kept_without_a_database_too(tmp_path):
    place = {"KEYS_DIR": str(tmp_path / "keys"), "LMS_DEMO": "1", "VAR_DIR": str(tmp_path)}
    environment = {**os.environ, **place, "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3"}
    environment["DJANGO_SETTINGS_MODULE"] = "lms.settings.test"

    def command(*words):
        line = [sys.executable, "manage.py", "keys", *words]
        told = subprocess.run(line, env=environment, capture_output=True, text=True)
        assert told.returncode == 0, told.stderr
        return told.stdout

    command("make", "--demo")
    kids = [line.split()[0] for line in command("list").splitlines()]
    [kid] = [kid for kid in kids if kid.startswith("credential-")]
    assert "unknown number" in command("retire", kid, "--compromised", "--reason", "Lost")
    assert "compromised" in command("list")


def test_a_log_key_that_is_lost_replaces_no_certificates(house, db):
    told = lose(keys.load_signing_key("log").kid)
    assert "mirrors" in told
    assert "certificates" not in told


def test_a_root_under_a_password_is_asked_for(house, db, monkeypatch):
    path = house.keys / "root.key.pem"
    key, form = open_root_authority().key, serialization.PrivateFormat.PKCS8
    locked = serialization.BestAvailableEncryption(b"four words and more")
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, locked))
    answers = iter(["wrong", "four words and more"])
    monkeypatch.setattr("certification.management.commands.keys.getpass", lambda _: next(answers))
    with pytest.raises(CommandError, match="cannot be read"):
        run("rotate", "seal")
    assert "signs from now on" in run("rotate", "seal")
