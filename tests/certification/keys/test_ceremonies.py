"""New keys take over, certified by the root wherever it lies."""

import os
import shutil
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from certification import checks, keys
from certification.keys.active import read_root_pem
from certification.keys.register import list_key_entries
from tests.certification.key_fixtures import holds_outside, house, run, seal_one

__all__ = ["house"]

pytestmark = pytest.mark.any_database


def test_the_root_may_lie_elsewhere(house, db, tmp_path):
    away = tmp_path / "usb.pem"
    shutil.move(house.keys / "root.key.pem", away)
    kid = keys.load_seal_key().kid
    with pytest.raises(CommandError, match="Nothing was changed"):
        run("rotate", "seal")
    assert keys.load_seal_key().kid == kid
    run("rotate", "seal", "--root-key", away)
    assert keys.load_seal_key().kid == f"{kid}-2"


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


def test_demo_keys_are_made_once_and_marked(empty):
    call_command("keys", "make", "--demo", verbosity=0)
    before = read_root_pem()
    keys.make_demo_keys()
    assert read_root_pem() == before
    assert {path.suffix for path in empty.glob("[!.]*")} == {".pem", ".json", ".crl"}
    assert len(keys.find_demo_keys()) == len(list(empty.glob("*.pem"))) - 1  # the key of the root
    assert keys.find_key_problems() == []


def test_demo_keys_are_refused_outside_of_a_demo(empty, settings):
    keys.make_demo_keys()
    settings.LMS_DEMO = False
    assert any("demo key" in problem for problem in keys.find_key_problems())
    assert checks.check_no_demo_keys(None)[0].id == "certification.E001"
    with pytest.raises(CommandError, match="LMS_DEMO"):
        call_command("keys", "make", "--demo")


def test_real_keys_are_made_once_and_pass_the_checks(empty, settings):
    settings.LMS_DEMO = False
    call_command("keys", "make", verbosity=0)
    assert keys.find_key_problems() == []
    assert checks.check_no_demo_keys(None) == []
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("keys", "make")
