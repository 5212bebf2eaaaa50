"""Start-up checks speak where something is missing, even a library that is loaded with C."""

import os
import subprocess
import sys

import pytest

WITHOUT_PANGO = """
import ctypes.util, sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")

sys.meta_path.insert(0, Missing())
find = ctypes.util.find_library
ctypes.util.find_library = lambda name: None if name == "pango-1.0" else find(name)
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "check"])
"""


@pytest.mark.slow
def test_a_missing_pango_is_told_by_the_check_and_ends_no_start():
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "lms.settings.test"}
    told = subprocess.run(
        [sys.executable, "-c", WITHOUT_PANGO], env=env, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    assert "certification.W001" in told.stderr
    assert "libpango-1.0-0" in told.stderr
