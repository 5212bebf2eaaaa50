"""Real keys and contexts in a folder of the test run; any area's tests may use them."""

import datetime as dt
from pathlib import Path

from certification.keys.ceremonies import make_key_files
from tests.services import make_contexts

KEYS_MADE_AT = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


def make_machinery(folder: Path) -> Path:
    """Demo keys under ``keys`` and JSON-LD contexts under ``contexts``."""
    make_key_files(folder / "keys", "Board of tests", demo=True, at=KEYS_MADE_AT)
    make_contexts(folder / "contexts")
    return folder


def use_machinery(settings, folder: Path) -> None:
    settings.KEYS_DIR = folder / "keys"
    settings.VAR_DIR = folder
