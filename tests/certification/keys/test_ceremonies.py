"""New keys take over, certified by the root wherever it lies."""

import os
import shutil
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives import serialization
from django.core.management import CommandError

from certification import keys
from certification.keys.ceremonies import open_root_authority
from certification.keys.register import list_key_entries
from tests.certification.key_fixtures import holds_outside, house, run, seal_one

__all__ = ["house"]


def test_the_root_may_lie_elsewhere(house, db, tmp_path):
    away = tmp_path / "usb.pem"
    shutil.move(house.keys / "root.key.pem", away)
    kid = keys.load_seal_key().kid
    with pytest.raises(CommandError, match="Nothing was changed"):
        run("rotate", "seal")
    assert keys.load_seal_key().kid == kid
    run("rotate", "seal", "--root-key", away)
    assert keys.load_seal_key().kid == f"{kid}-2"


def test_the_key_of_another_root_certifies_nothing(house, db, tmp_path):
    wrong = house.keys / next(house.keys.glob("seal-*.key.pem")).name
    before = sorted(house.keys.glob("[!.]*"))
    with pytest.raises(CommandError, match="not the private key of the root"):
        run("rotate", "seal", "--root-key", wrong)
    assert sorted(house.keys.glob("[!.]*")) == before


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


def test_one_rotation_after_another_never_uses_an_id_twice(house, db):
    for _ in range(10):
        run("rotate", "log")
    kids = [entry.kid for entry in list_key_entries("log")]
    assert kids[-1].endswith("-11")
    assert keys.load_signing_key("log").kid == kids[-1]
    assert len(set(kids)) == 11
    assert sum(entry.retired is None for entry in list_key_entries("log")) == 1


@pytest.mark.slow
def test_rotations_at_once_leave_one_key_that_signs(house, db):
    command = [sys.executable, "manage.py", "keys", "rotate", "log", "credential"]
    place = {"KEYS_DIR": str(house.keys), "LMS_DEMO": "1"}
    environment = {**os.environ, **place, "DJANGO_SETTINGS_MODULE": "lms.settings.test"}
    running = [subprocess.Popen(command, env=environment) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert len(list_key_entries("log")) == 4
    assert sum(entry.retired is None for entry in list_key_entries("log")) == 1
    assert keys.find_key_problems() == []


def test_new_files_belong_to_whom_the_folder_belongs(house, db):
    if os.geteuid() == 0:
        os.chown(house.keys, 12345, 12345)
    run("rotate", "all")
    run("retire", list_key_entries("log")[0].kid)
    owner = house.keys.stat().st_uid
    new = [path for path in house.keys.iterdir() if path.name.rpartition("-")[2][:2] == "2."]
    for path in (*new, house.keys / "register.json", house.keys / "root.crl"):
        assert path.stat().st_uid == owner
    assert len(new) == 6


def test_keys_from_before_the_register_are_taken_over(house, db):
    for name in ("register.json", "root.crl"):
        (house.keys / name).unlink()
    certificate = seal_one()
    with pytest.raises(CommandError, match="keys crl"):
        run("publish", house.public)
    run("crl")
    run("rotate", "all")
    run("publish", house.public)
    assert holds_outside(house.public, certificate)
    assert {entry.retired is None for entry in list_key_entries()} == {True, False}
