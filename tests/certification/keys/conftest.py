"""An empty folder for keys."""

import pytest


@pytest.fixture
def empty(settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"
    return settings.KEYS_DIR
