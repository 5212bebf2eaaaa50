"""The house stands as its plan says."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
OURS = ("lms", "cms", "reporting", "certification", "courses", "plan", "people")
# The kit's script stays one file: a stranger carries it and reads it whole.
EXEMPT = {"migrations", "program"}
JUNK_ROOMS = {"core", "common", "utils", "helpers", "services", "enums", "misc"}


def test_each_room_looks_down_only():
    program = str(Path(sys.executable).with_name("lint-imports"))
    told = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout


@pytest.mark.django_db
def test_every_model_change_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_there_are_no_junk_rooms():
    names = {path.stem for app in OURS for path in (ROOT / app).rglob("*.py")}
    assert not names & JUNK_ROOMS


def test_no_file_is_a_thousand_rooms():
    long = {
        str(path.relative_to(ROOT)): lines
        for app in OURS
        for path in (ROOT / app).rglob("*.py")
        if EXEMPT.isdisjoint(path.parts) and (lines := len(path.read_text().splitlines())) > 300
    }
    assert not long
